import { beforeAll, describe, expect, test } from 'vitest';
import type { SupplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { replyLetter } from '../../src/papers/reply-letter.ts';
import type { ReplyInput, ReplyPlan } from '../../src/papers/reply-input.ts';
import { demoAnswer } from './demo-answer.ts';
import { hasPoppler, infoOf, pagesOf, pictureOf, placesOf, textOf, wordsOf } from './poppler.ts';
import { fonts, replyInput, squareRound } from './reply-inputs.ts';

let answer: SupplyPlansAnswer;
let plan: ReplyPlan;
beforeAll(async () => {
  answer = await demoAnswer();
  plan = answer.plans[0]!;
});

const letter = (changes: Partial<ReplyInput> = {}) => replyLetter(replyInput(answer, changes), fonts);
/** A letter about the first plan with some of it changed. */
const letterOf = (changes: Partial<ReplyPlan>, input: Partial<ReplyInput> = {}) =>
  letter({ answer: { ...answer, plans: [{ ...plan, ...changes }] }, ...input });
/** As amounts are printed. */
const yuan = (value: number) => value.toLocaleString('en', { minimumFractionDigits: 2 });

test('equal inputs give equal bytes, another input others', async () => {
  const [first, second] = [await letter(), await letter()];
  expect(Buffer.compare(first, second)).toBe(0);
  expect(Buffer.from(first.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
  expect(Buffer.compare(first, await letter({ validUntil: '2027-11-26' }))).not.toBe(0);
});

test('a plan that the answer does not have is no letter', async () => {
  await expect((async () => letter({ planId: 'nowhere' }))()).rejects.toThrow(
    `the answer has no plan nowhere; it has: ${answer.plans.map(({ id }) => id).join(', ')}`,
  );
});

describe.runIf(hasPoppler)('read by poppler', () => {
  test('is A4 with title, language and the day of issue', async () => {
    const info = infoOf(await letter());
    expect(info).toMatchObject({
      Title: '供电方案答复单 A-2026-000128',
      CreationDate: '2026-11-28T02:00:00Z',
      Pages: '3',
      Encrypted: 'no',
    });
    expect(info['Page size']).toContain('(A4)');
  });

  test('says in Chinese all that a reply has to say', async () => {
    const text = textOf(await letter({ plot: squareRound(answer.site, 60) }));
    const [source] = plan.sources;
    for (const said of [
      ...['供电方案答复单', '编号：A-2026-000128', '答复日期：2026年11月28日', '青禾县禾丰粮油加工有限公司'],
      ...['青禾县城关镇建设路12号', '新装', 'YX20261128001', '113.210000°', '架空线路T接', '630kVA', '10kV'],
      ...[
        '供电路径示意图',
        source!.nodeId,
        source!.feederId!,
        source!.substationId!,
        '用地红线',
        '主供·电缆（431.2米）',
      ],
      ...[
        '产权分界点',
        '计量点客户配电室',
        '高供高计',
        '工商业，两部制',
        '运行方式单路供电',
        '未申报保安负荷',
      ],
      ...['合计', '出资方', '待定', '高可靠性供电费', '装表接电', '道路挖掘许可', '5个工作日'],
      ...[
        `共${plan.totalCalendarDays}天`,
        '有效至2027年11月27日',
        'GB20052-2024',
        '95598',
        '12398',
        '未载明',
      ],
      ...['有异议的，可依次向以下单位提出：答复单位；供电服务热线；能源监管热线', 'national-2024v2尚待'],
      ...['供电企业（盖章）', '客户（签字或盖章）', '□同意本方案', '第1页，共3页', '第3页，共3页'],
      ...[`方案${plan.id}`, '数据版本1', '台账1', '规则包national-2024第2版', '造价目录reference-2025第2版'],
    ])
      expect(text).toContain(said);
    for (const { name, likelyYuan, lowYuan, highYuan } of plan.cost.lines) {
      expect(text).toContain(name.replaceAll(' ', '').slice(0, 8));
      for (const amount of [likelyYuan, lowYuan, highYuan]) expect(text).toContain(yuan(amount));
    }
    const { payers, likelyYuan } = plan.cost;
    for (const amount of [likelyYuan, payers.customerYuan, payers.undecidedYuan])
      expect(text).toContain(yuan(amount));
    for (const { from, to } of plan.steps) for (const day of [from, to]) expect(text).toContain(day);
  });

  test('says the same in English', async () => {
    const text = textOf(await letter({ language: 'en' }));
    for (const said of [
      ...['Supply plan reply', 'Date: 28 November 2026', 'new supply', 'tee at a pole', 'Map of the route'],
      ...[
        "customer's switch room",
        'high-voltage supply, high-voltage metering',
        'industrial and commercial, two parts',
      ],
      ...[
        'Ownership boundary',
        'no security load stated',
        'Reference cost and who pays',
        'undecided',
        'working day(s)',
      ],
      ...[
        'until 27 November 2027',
        'must meet GB 20052-2024',
        '12398',
        'not stated',
        'turn to, in this order',
      ],
      ...[
        'Power company (seal)',
        '□ agreed',
        'Page 1 of',
        `Plan ${plan.id}`,
        'policy national-2024 version 2',
      ],
    ])
      expect(text).toContain(said.replaceAll(' ', ''));
    expect(text).not.toMatch(/[一二三四五六七]、/u);
  });

  test('tells no figure of the grid: a customer gets the same paper', async () => {
    const text = textOf(await letter());
    const secret = plan.sources[0]!.chain.flatMap(({ ratingKva, limitKva, peakKva, leftKva }) => [
      ...[ratingKva, limitKva, peakKva, leftKva],
    ]);
    const telling = secret.filter((kva) => kva !== null && kva > 100 && kva % 1 !== 0);
    expect(telling.length).toBeGreaterThan(10);
    for (const kva of telling)
      expect(text).not.toContain(kva!.toLocaleString('en', { maximumFractionDigits: 2 }));
  });

  test('two supplies: independence, operation, security capacity, and a line of the map for each', async () => {
    const demand = { capacityKva: 1250, loadClass: 1, importance: 'first', securityLoadKw: 300 } as const;
    const two = await demoAnswer({ demand });
    const text = textOf(await replyLetter(replyInput(two), fonts));
    for (const said of [
      ...['双电源', '备用', '两路电源的独立性', '热备用，互相闭锁', '保安负荷：315.79kVA', '不小于378.95kVA'],
      ...[
        '主供·电缆',
        '备用·电缆',
        '应收，收费标准未载入',
        ...two.plans[0]!.sources.map(({ nodeId }) => nodeId),
      ],
    ])
      expect(text).toContain(said);
  });

  test('low voltage is in volts and asks nothing of transformers; beyond 10 kV nothing is settled', async () => {
    const low = await demoAnswer({ demand: { equipmentKw: 20 } });
    const lowText = textOf(await replyLetter(replyInput(low), fonts));
    expect(lowText).toContain('380V');
    expect(lowText).not.toContain('20052');
    const tapped = await demoAnswer({
      site: { lon: 113.15, lat: 34.02 },
      demand: { equipmentKw: 30 },
      customer: { areaType: 'rural' },
    });
    expect(tapped.plans[0]!.sources[0]!.supplyKv).toBe(0.4);
    const tappedText = textOf(await replyLetter(replyInput(tapped), fonts));
    for (const said of ['供电电压380V', '主供·架空（170.7米）', '分期供电'])
      expect(tappedText).toContain(said);
    const high = await demoAnswer({ demand: { capacityKva: 50_000 } });
    const highText = textOf(await replyLetter(replyInput(high), fonts));
    expect(highText).toContain('供电电压待定');
    expect(highText).toContain('由上级电网规划部门审查后一并答复');
    for (const open of ['供电路径示意图', '出资分摊', '计划用时', '有效期：'])
      expect(highText).not.toContain(open);
    expect(highText).toContain('四、签章');
  });

  test('stages, works, switching, a boundary with a place and an office are said where there are any', async () => {
    const office = {
      ...{ region: 'test', name: { zh: '青禾县供电公司', en: 'Qinghe Power' }, phone: '0375-1234567' },
      ...{ address: null, source: 'test', confidence: 'high' as const },
    };
    const pdf = await letterOf(
      {
        stages: [
          { from: '2027-03-01', capacityKva: 400, works: [] },
          { from: '2028-03-01', capacityKva: 630, works: ['larger-conductor c0-f13-n002-s'] },
        ],
        transfer: { steps: [{ switchId: 'x', action: 'close' }], moves: [], opens: [], leaves: null },
        boundary: { kind: 'building-plot-red-line', at: { lon: 113.2097, lat: 33.9702 } },
        priced: false,
        approvals: [],
        fees: [],
      },
      { terms: { ...replyInput(answer).terms, office, efficiencyStandard: null } },
    );
    const text = textOf(pdf);
    for (const said of [
      ...[
        '分期供电',
        '2028-03-01',
        '增大导线截面c0-f13-n002-s',
        '1步倒闸操作',
        '建筑区划红线，东经113.209700°',
      ],
      ...['部分工程无目录单价', '无须另行办理行政审批', '无其他收费项目', '青禾县供电公司', '0375-1234567'],
      '须符合现行国家能效标准',
    ])
      expect(text).toContain(said);
    expect(infoOf(pdf)['Author']).toBe('青禾县供电公司');
  });

  test('a character that the font lacks is printed as its code, one of the General Standard as itself', async () => {
    const { application } = replyInput(answer);
    const name = '𠮷祥堃喆\u0007（集团）℃Ω≤①\n二行';
    const text = textOf(await letter({ application: { ...application, applicant: { name, contact: '1' } } }));
    expect(text).toContain('〔U+20BB7〕祥堃喆〔U+0007〕（集团）℃Ω≤①二行');
  });

  test('long names and thirty lines stay inside the margins; no line of the bill is lost, its head comes again', async () => {
    const [line] = plan.cost.lines;
    const long = '青禾县新能源汽车充电服务有限公司'.repeat(12);
    const lines = Array.from({ length: 30 }, (_, i) => ({
      ...line!,
      name: i % 3 === 0 ? `第${i + 1}项${long}` : `第${i + 1}项`,
      ...{ lowYuan: 1_234_567_890.1, likelyYuan: 2_345_678_901.23, highYuan: 12_345_678_901.1 },
    }));
    for (const language of ['zh', 'en'] as const) {
      const pdf = await letterOf(
        {
          cost: { ...plan.cost, lines },
          sources: plan.sources.map((source) => ({
            ...source,
            nodeId: 'x'.repeat(200),
            feederId: '线'.repeat(90),
          })),
        },
        {
          language,
          application: {
            ...{ id: 'A'.repeat(120), businessType: 'new', address: long, externalNumber: 'Y'.repeat(100) },
            applicant: { name: long, contact: 'W'.repeat(200) },
          },
        },
      );
      const words = wordsOf(pdf);
      const pages = pagesOf(pdf);
      expect(words.length).toBeGreaterThan(300);
      for (const { xMin, xMax, yMin, yMax, text } of words) {
        expect(xMin, text).toBeGreaterThan(45);
        expect(xMax, text).toBeLessThan(550);
        expect([yMin > 20, yMax < 835], text).toEqual([true, true]);
      }
      const text = textOf(pdf);
      // As applicant and as address, whole.
      expect(text.split(long).length).toBeGreaterThan(2);
      for (let i = 1; i <= 30; i++) expect(text).toContain(`第${i}项`);
      const head = language === 'zh' ? '参考金额（元）' : 'Likely (yuan)';
      expect(pages.filter((page) => page.includes(head)).length).toBeGreaterThan(1);
      expect(pages.at(-1)).toContain(language === 'zh' ? `共 ${pages.length} 页` : `of ${pages.length}`);
      // Nothing runs into the footer, which begins 46 points above the edge.
      const footed = words.filter(({ yMax, yMin }) => yMax > 785 && yMin < 790);
      expect(footed.map(({ text: found }) => found)).toEqual([]);
    }
  });

  test('the map shows the red line, the cable, the source to the north-west and the receiving point', async () => {
    const picture = pictureOf(await letter({ plot: squareRound(answer.site, 60) }), 1);
    expect([picture.width, picture.height]).toEqual([596, 842]);
    const middle = (places: readonly (readonly [number, number])[]) =>
      [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis]!, 0) / places.length) as [
        number,
        number,
      ];
    const inMap = (colour: string) => placesOf(picture, colour).filter(([, y]) => y > 400 && y < 630);
    const [site, source, cable, red] = ['#facc15', '#1d4ed8', '#0f766e', '#d92d20'].map(inMap);
    for (const [places, least] of [
      [site!, 25],
      [source!, 40],
      [cable!, 250],
      [red!, 100],
    ] as const)
      expect(places.length).toBeGreaterThan(least);
    expect(middle(source!)[0]).toBeLessThan(middle(site!)[0] - 100);
    expect(middle(source!)[1]).toBeLessThan(middle(site!)[1] - 50);
    // The plot is a square round the receiving point.
    expect(middle(red!)[0]).toBeCloseTo(middle(site!)[0], -1);
    expect(middle(red!)[1]).toBeCloseTo(middle(site!)[1], -1);
    const bare = pictureOf(await letter(), 1);
    expect(placesOf(bare, '#d92d20')).toEqual([]);
  });
});

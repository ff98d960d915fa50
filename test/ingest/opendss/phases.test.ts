import { describe, expect, test } from 'vitest';
import { lineOf, readWith, sound, typeOf } from '../../support/small-script.ts';

describe('phases', () => {
  const ONE = 'New Linecode.p nphases=1 rmatrix=[0.5] xmatrix=[0.6] cmatrix=[9] units=km normamps=90\n';

  test('of a lateral: the balanced line of the same power, drop and loss', async () => {
    const found = sound(
      await readWith(`${ONE}New Line.x phases=1 bus1=a.2 bus2=b.2 linecode=p length=3 units=km
New Line.y phases=2 bus1=b.1.3 bus2=c.1.3 linecode=ohl length=1 units=km
New Line.z bus1=c bus2=d linecode=ohl length=1 units=km
New Line.sw phases=1 bus1=d.1 bus2=lv.1 switch=y normamps=300`),
    );
    // 100 kW of one phase: I = P / U_ph, drop I·R of U_ph; of three balanced phases a third of I over three times R.
    expect(typeOf(found, 'x')).toMatchObject({ r_ohm_per_km: 1.5, x_ohm_per_km: 1.8, ampacity_a: 90 });
    expect(typeOf(found, 'x').b_us_per_km).toBeCloseTo(2 * Math.PI * 60 * 3e-3, 9);
    expect(typeOf(found, 'y').r_ohm_per_km).toBeCloseTo(0.45, 9);
    expect(['x', 'y', 'z', 'sw'].map((name) => lineOf(found, name).limit_a)).toEqual([30, 200, null, 100]);
  });

  test('between the same buses, each a line of its own, are one line; so are fuses, switches and banks', async () => {
    const phases = (line: (phase: number) => string) => [1, 2, 3].map(line).join('\n');
    const found = sound(
      await readWith(`${ONE}${phases((n) => `New Line.x${n} phases=1 bus1=a.${n} bus2=b.${n} linecode=p length=3 units=km`)}
New Line.x4 phases=1 bus1=a.1 bus2=b.1 linecode=p length=3 units=km enabled=no
New Line.side phases=1 bus1=a.1 bus2=b.1 linecode=p length=3 units=km
New Fuse.f monitoredobj=line.x3 ratedcurrent=65
${phases((n) => `New Line.s${n} phases=1 bus1=b.${n} bus2=c.${n} switch=y normamps=200`)}
${phases((n) => `New Transformer.T${n} phases=1 buses=[c.${n} lv.${n}] kvs=[5.7735 0.23094] kvas=[${50 * n} ${50 * n}] %rs=[1 1] xhl=4 %imag=2`)}
New Transformer.beside phases=1 buses=[c.1 lv.1] kvs=[5.7735 0.23094] kvas=[50 50] xhl=4`),
    );
    const { sections, switches, distribution_transformers: transformers } = found.rows;
    expect(sections.map(({ id }) => id)).toEqual(['k/one', 'k/x1', 'k/x4', 'k/side', 'k/s1']);
    expect(typeOf(found, 'x1')).toMatchObject({ r_ohm_per_km: 0.5, x_ohm_per_km: 0.6 });
    expect(lineOf(found, 'x1').limit_a).toBeNull();
    expect(lineOf(found, 's1').limit_a).toBe(200);
    expect(switches.map((row) => [row.section_id, row.normally_open])).toEqual([
      ['k/x1', false],
      ['k/x4', true],
      ['k/s1', false], // prettier-ignore
    ]);
    expect(transformers.map((row) => [row.id, row.rating_kva])).toEqual([['k/T1', 300], ['k/beside', 50]]); // prettier-ignore
    expect(transformers[0]!.uk_percent).toBeCloseTo(Math.hypot(2, 4), 9);
    expect(transformers[0]!.pk_kw).toBeCloseTo(6, 9);
    expect(transformers[0]!.i0_percent).toBeCloseTo(2, 9);
    expect(found.leftOut.filter((what) => what.includes('beside another'))).toHaveLength(6);
  });
});

describe('regulators', () => {
  const STATION = `Clear
New Circuit.k bus1=src basekv=110 pu=1.02
New Transformer.main windings=2 buses=[src a] kvs=[110 10] kvas=[10000 10000] xhl=8 %rs=[0 0]
New Line.out bus1=r bus2=b r1=0.3 x1=0.4 c1=0 length=1 units=km
New Load.all bus1=b kw=4000 kvar=3000
`;
  const bank = (from: string, to: string) =>
    [1, 2, 3]
      .map(
        (n) =>
          `New Transformer.r${n} phases=1 bank=r buses=[${from}.${n} ${to}.${n}] kvs=[5.7735 5.7735] kvas=[5000 5000] xhl=0.01\n`,
      ) // prettier-ignore
      .join('');
  const BANK = bank('a', 'r');
  const tapOf = async (text: string) => {
    const found = sound(await readWith(text, STATION));
    expect(found.leftOut.filter((what) => what.includes('regulator'))).toEqual([]);
    expect(found.rows.main_transformers).toHaveLength(1);
    return found.rows.main_transformers[0]!.tap_pu;
  };

  test('at the head stand in the main transformer’s ratio: the mean of taps that are set', async () => {
    expect(await tapOf(`${BANK}Transformer.r1.taps=[1 1.05]\nTransformer.r2.taps=[1 1.04]\nTransformer.r3.taps=[1 1.03]`)).toBeCloseTo(1 / 1.04, 9); // prettier-ignore
    expect(await tapOf(BANK)).toBe(1);
  });

  test('or what their control holds while the loads draw, with its allowance for the drop beyond', async () => {
    const control = (more: string) =>
      `${BANK}New RegControl.c transformer=r1 winding=2 vreg=122 ptratio=(10 3 sqrt / 0.12 / ) ctprim=300 ${more}`;
    // 122/120 of 10 kV behind 8 % of 3 Mvar on 10 MVA, from 1.02 pu.
    expect(await tapOf(control('r=0 x=0'))).toBeCloseTo(1.02 / (122 / 120 + 0.08 * 0.3), 6);
    // 4 V by 4 MW and 1 V by 3 Mvar of the current for which the control would allow.
    const amperes = 1000 / (Math.sqrt(3) * 10);
    const added = (2 * 4 + 3 * 3) * (amperes / 300);
    expect(await tapOf(control('r=2 x=3'))).toBeCloseTo(1.02 / ((122 + added) / 120 + 0.08 * 0.3), 6);
  });

  test('within the main transformer itself, unless its tap is set', async () => {
    const control = 'New Line.w bus1=a bus2=r switch=y\nNew RegControl.c transformer=main winding=2 vreg=123 ptratio=(10 3 sqrt / 0.12 /)'; // prettier-ignore
    expect(await tapOf(control)).toBeCloseTo(1.02 / (123 / 120 + 0.08 * 0.3), 6);
    expect(await tapOf(`${control}\nTransformer.main.taps=[1 1.05]`)).toBeCloseTo(1 / 1.05, 9);
  });

  test('behind a source of medium voltage raise it; those out on a feeder are counted', async () => {
    const found = sound(await readWith(`${bank('src', 'd')}${['r1', 'r2', 'r3'].map((r) => `Transformer.${r}.taps=[1 1.05]`).join('\n')}`)); // prettier-ignore
    expect(found.rows.substations[0]!.source_voltage_pu).toBeCloseTo(1.05, 9);
    const far = await readWith(`${bank('a', 'd')}New RegControl.c transformer=r2 winding=2 vreg=122 ptratio=48`); // prettier-ignore
    expect(far.leftOut.filter((what) => what === 'ratio of a voltage regulator out on a feeder')).toHaveLength(3); // prettier-ignore
  });

  test('and a line of another phase beside them carries no current of its own', async () => {
    const { rows, leftOut } = sound(
      await readWith(`${BANK}New Line.jumper phases=1 bus1=a.2 bus2=r.2 r1=0.001 x1=0 c1=0`, STATION),
    );
    expect(rows.sections.map(({ id }) => id)).toEqual(['k/out', 'k/transformer/r1']);
    expect(leftOut).toContain('line beside a regulator or reactor between the same buses');
  });
});

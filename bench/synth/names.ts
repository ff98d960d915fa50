/** Invented place names, composed from plain syllables; none is meant to be a real place or person. */
import type { Random } from './random.ts';

const COUNTY_FIRST = '青穗麦棠杏梓榆桐槐荷稻芦荻苇蒲樱菊荞黍粟'.split('');
const COUNTY_LAST = '禾岚汀屿堤埠泊渚浔畈坂岗垄塬坳墩埂畦圃畴'.split('');
const TOWNSHIPS = '柳河 石桥 双堰 槐岗 沙埠 竹沟 云坡 麦店 桑园 苇塘 柿林 荷湾'.split(' ');
const VILLAGE_FIRST = '李王张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹'.split('');
const VILLAGE_LAST = '庄营寨岗洼湾楼屯坡沟桥集'.split('');
const ROADS =
  '建设 人民 文化 和平 健康 新华 东风 青年 团结 育才 光明 富民 振兴 滨河 迎宾 工业 友谊 朝阳 安康 兴业 长安 永兴 春华 秋实 平安 幸福'.split(
    ' ',
  );
const PARK_ROADS =
  '创业 科技 纺织 机电 仓储 物流 创新 精工 丰产 腾达 经一 经二 经三 经四 纬一 纬二 纬三 纬四'.split(' ');

export interface Names {
  readonly county: string;
  readonly townships: readonly string[];
  readonly villages: readonly string[];
  readonly streets: readonly string[];
  readonly avenues: readonly string[];
  readonly parkRoads: readonly string[];
}

/** Names of county `index` (0…399, all different); within a county every list is free of repeats. */
export const composeNames = (index: number, random: Random): Names => {
  const first = COUNTY_FIRST[index % COUNTY_FIRST.length]!;
  const last = COUNTY_LAST[Math.floor(index / COUNTY_FIRST.length) % COUNTY_LAST.length]!;
  const turn = index % TOWNSHIPS.length;
  return {
    county: `${first}${last}县`,
    townships: [...TOWNSHIPS.slice(turn), ...TOWNSHIPS.slice(0, turn)].map((name) => `${name}镇`),
    villages: random.shuffled(VILLAGE_FIRST.flatMap((a) => VILLAGE_LAST.map((b) => `${a}${b}村`))),
    streets: ROADS.map((name) => `${name}路`),
    avenues: random.shuffled(ROADS).map((name) => `${name}街`),
    parkRoads: PARK_ROADS.map((name) => `${name}路`),
  };
};

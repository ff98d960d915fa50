type Noise = (text: string, random: () => number) => string;

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;
const ODD = Array.from('丁万丙东乙云亚京伟佳做光全兰关兴农冬初利');

/** What people write instead of the address as the gazetteer has it. */
export const NOISES: Readonly<Record<string, Noise>> = {
  'as it is': (text) => text,
  'no county': (text) => text.replace(/^.*?县/u, ''),
  'no county nor township': (text) => text.replace(/^.*?县.*?(镇|乡|街道)/u, ''),
  'province and prefecture before it': (text) => `河南省平顶山市${text}`,
  'county without its 县': (text) => text.replace('县', ''),
  'no township': (text) => text.replace(/县.*?(镇|乡|街道)/u, '县'),
  'full-width digits': (text) =>
    text.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  'a wrong letter': (text, random) => {
    const letters = Array.from(text);
    const places = letters.flatMap((letter, i) => (/\d/u.test(letter) ? [] : [i]));
    letters[pick(places, random)] = pick(ODD, random);
    return letters.join('');
  },
  'a letter missing': (text, random) => {
    const letters = Array.from(text);
    const places = letters.flatMap((letter, i) => (/\d/u.test(letter) ? [] : [i]));
    letters.splice(pick(places, random), 1);
    return letters.join('');
  },
};

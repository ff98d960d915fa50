/** Files of a SimBench folder as lines of text, header first; to be changed by a test before they are written. */
export type SmallFolder = Record<string, string[]>;

/**
 * 110 kV up ── 25 MVA ── low ═switch═ bar ═switch═ out ── 1 km ── a ── 2 km ── b, and at b a transformer of 250 kVA
 * down to lv. A load at a, sun at lv.
 */
export const smallFolder = (): SmallFolder => ({
  Coordinates: ['id;x;y;subnet;voltLvl', 'c0;11;53;HV;3', 'c1;11.01;53;MV;5', 'c2;11.02;53;MV;5'],
  Node: [
    'id;type;vmSetp;vaSetp;vmR;vmMin;vmMax;substation;coordID;subnet;voltLvl',
    'up;busbar;1.03;0;110;0.9;1.1;s1;c0;HV;3',
    'low;auxiliary;NULL;NULL;20;0.9;1.1;s1;NULL;MV;5',
    'bar;busbar;NULL;NULL;20;0.9;1.1;s1;c0;MV;5',
    'out;auxiliary;NULL;NULL;20;0.9;1.1;s1;c0;MV;5',
    'a;busbar;NULL;NULL;20;0.9;1.1;NULL;c1;MV;5',
    'b;busbar;NULL;NULL;20;0.9;1.1;NULL;c2;MV;5',
    'lv;busbar;NULL;NULL;0.4;0.9;1.1;NULL;c2;LV;7',
  ],
  ExternalNet: ['id;node;calc_type;dspf;pExtNet;qExtNet', 'grid;up;vavm;1;NULL;NULL'],
  LineType: ['id;r;x;b;iMax;type', 'AL;0.2;0.1;60;300;cable', 'ST;0.4;0.35;3.4;200;ohl'],
  Line: [
    'id;nodeA;nodeB;type;length;loadingMax;subnet;voltLvl',
    'L1;out;a;AL;1;60;MV;5',
    'L2;a;b;ST;2;100;MV;5',
  ],
  TransformerType: [
    'id;sR;vmHV;vmLV;va0;vmImp;pCu;pFe;iNoLoad;tapable;tapside;dVm;dVa;tapNeutr;tapMin;tapMax',
    '25 MVA;25;110;20;150;12;100;14;0.07;1;HV;1.5;0;0;-9;9',
    '250 kVA;0.25;20;0.4;150;6;3.3;0.88;0.35;1;LV;2.5;0;0;-2;2',
  ],
  Transformer: [
    'id;nodeHV;nodeLV;type;tappos;autoTap;autoTapSide;loadingMax;substation;subnet;voltLvl',
    'T1;up;low;25 MVA;-2;0;NULL;100;s1;HV;4',
    'T2;b;lv;250 kVA;1;0;NULL;80;NULL;MV;6',
  ],
  Switch: [
    'id;nodeA;nodeB;type;cond;substation;subnet;voltLvl',
    'S1;low;bar;CB;1;s1;MV;5',
    'S2;bar;out;CB;1;s1;MV;5',
  ],
  Load: ['id;node;profile;pLoad;qLoad;sR;subnet;voltLvl', 'D1;a;mv_rural;0.4;0.1;0.5;MV;5'],
  RES: ['id;node;type;profile;calc_type;pRES;qRES;sR;subnet;voltLvl', 'R1;lv;PV;PV5;pq;0.03;0;0.04;LV;7'],
  Storage: ['id;node;type;profile;pStor;qStor;sR', 'B1;lv;PV_Battery;x;0.1;0;0.1'],
  Measurement: ['id;element1;element2;variable;subnet;voltLvl', 'M1;a;NULL;v;MV;5', 'M2;b;NULL;v;MV;5'],
});

/** The folder as files. */
export const filesOf = (folder: SmallFolder): Record<string, string> =>
  Object.fromEntries(Object.entries(folder).map(([name, lines]) => [`${name}.csv`, `${lines.join('\n')}\n`]));

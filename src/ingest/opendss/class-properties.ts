const PD = 'normamps emergamps faultrate pctperm repair basefreq enabled like';
const PC = 'spectrum basefreq enabled like';
const WINDINGS = 'phases windings wdg';
const LOSSES = 'thermal n m flrise hsrise %loadloss %noloadloss normhkva emerghkva';
const CONDUCTOR = 'rdc rac runits gmrac gmrunits radius radunits normamps emergamps diam seasons ratings';
const CABLE = 'epsr inslayer diains diacable';

/**
 * Properties of the classes that are read, in the order of the program: values without a name follow it, and a name may
 * be cut short to what the first one begins with.
 *
 * @source OpenDSS manual and the program's own help, properties of each class.
 */
const PROPERTIES: Readonly<Record<string, string>> = {
  vsource: `bus1 basekv pu angle frequency phases mvasc3 mvasc1 x1r1 x0r0 isc3 isc1 r1 x1 r0 x0 scantype sequence bus2 z1 z0 z2 puz1 puz0 puz2 basemva yearly daily duty model puzideal ${PC}`,
  line: `bus1 bus2 linecode length phases r1 x1 r0 x0 c1 c0 rmatrix xmatrix cmatrix switch rg xg rho geometry units spacing wires earthmodel cncables tscables b1 b0 seasons ratings linetype epsrmedium heightoffset heightunit conductors ${PD}`,
  linecode: `nphases r1 x1 r0 x0 c1 c0 units rmatrix xmatrix cmatrix basefreq normamps emergamps faultrate pctperm repair kron rg xg rho neutral b1 b0 seasons ratings linetype like`,
  linegeometry: `nconds nphases cond wire x h units normamps emergamps reduce spacing wires cncable tscable cncables tscables seasons ratings linetype conductors like`,
  linespacing: 'nconds nphases x h units like',
  wiredata: `${CONDUCTOR} capradius like`,
  cndata: `k diastrand gmrstrand rstrand ${CABLE} ${CONDUCTOR} like`,
  tsdata: `diashield tapelayer tapelap ${CABLE} ${CONDUCTOR} like`,
  transformer: `${WINDINGS} bus conn kv kva tap %r rneut xneut buses conns kvs kvas taps xhl xht xlt xscarray ${LOSSES} sub maxtap mintap numtaps subname %imag ppm_antifloat %rs bank xfmrcode xrconst x12 x13 x23 leadlag wdgcurrents core rdcohms seasons ratings ${PD}`,
  xfmrcode: `${WINDINGS} conn kv kva tap %r rneut xneut conns kvs kvas taps xhl xht xlt xscarray ${LOSSES} maxtap mintap numtaps %imag ppm_antifloat %rs x12 x13 x23 rdcohms seasons ratings like`,
  load: `phases bus1 kv kw pf model yearly daily duty growth conn kvar rneut xneut status class vminpu vmaxpu vminnorm vminemerg xfkva allocationfactor kva %mean %stddev cvrwatts cvrvars kwh kwhdays cfactor cvrcurve numcust zipv %seriesrl relweight vlowpu puxharm xrharm ${PC}`,
  generator: `phases bus1 kv kw pf kvar model vminpu vmaxpu yearly daily duty dispmode dispvalue conn rneut xneut status class vpu maxkvar minkvar pvfactor forceon kva mva xd xdp xdpp h d usermodel userdata shaftmodel shaftdata dutystart debugtrace balanced xrdp usefuel fuelkwh %fuel %reserve refuel dynamiceq dynout ${PC}`,
  pvsystem: `phases bus1 kv irradiance pmpp %pmpp temperature pf conn kvar kva %cutin %cutout effcurve p-tcurve %r %x model vminpu vmaxpu balanced limitcurrent yearly daily duty tyearly tdaily tduty class usermodel userdata debugtrace varfollowinverter dutystart wattpriority pfpriority %pminnovars %pminkvarmax kvarmax kvarmaxabs ${PC}`,
  storage: `phases bus1 kv conn kw kvar pf kva %cutin %cutout effcurve varfollowinverter kvarmax kvarmaxabs wattpriority pfpriority %pminnovars %pminkvarmax kwrated %kwrated kwhrated kwhstored %stored %reserve state %discharge %charge %effcharge %effdischarge %idlingkw %idlingkvar %r %x model vminpu vmaxpu balanced limitcurrent yearly daily duty dispmode dischargetrigger chargetrigger timechargetrig class ${PC}`,
  capacitor: `bus1 bus2 phases kvar kv conn cmatrix cuf r xl harm numsteps states ${PD}`,
  reactor: `bus1 bus2 phases kvar kv conn rmatrix xmatrix parallel r x rp z1 z2 z0 z rcurve lcurve lmh ${PD}`,
  fuse: 'monitoredobj monitoredterm switchedobj switchedterm fusecurve ratedcurrent delay action normal state basefreq enabled like',
  regcontrol: `transformer winding vreg band ptratio ctprim r x bus delay reversible revvreg revband revr revx tapdelay debugtrace maxtapchange inversetime tapwinding vlimit ptphase revthreshold revdelay revneutral eventlog remoteptratio tapnum reset ldc_z rev_z cogen basefreq enabled like`,
  swtcontrol: 'switchedobj switchedterm action lock delay normal state reset basefreq enabled like',
};

const NAMES = new Map(Object.entries(PROPERTIES).map(([type, names]) => [type, names.split(' ')]));

/** Names of a class in their order; `null` = it is none of those whose properties are read. A circuit is its source. */
export const propertiesOf = (type: string): readonly string[] | null =>
  NAMES.get(type === 'circuit' ? 'vsource' : type) ?? null;

/** Classes that become nothing of the grid: shapes, meters, controls. Source: OpenDSS manual, classes. */
export const WITHOUT_ROW: ReadonlySet<string> = new Set(
  (
    'loadshape tshape priceshape growthshape tcc_curve xycurve spectrum dynamicexp energymeter monitor sensor fmonitor ' +
    'regcontrol capcontrol invcontrol invcontrol2 expcontrol storagecontroller storagecontroller2 gencontroller espvlcontrol ' +
    'upfccontrol relay recloser generic5 feeder'
  ).split(' '),
);

/** Classes that carry power and that no row can stand for. */
export const UNSUPPORTED: readonly string[] =
  'isource autotrans indmach012 windgen upfc vsconverter vccs gicline gictransformer gicsource fault pvsystem2 storage2'.split(
    ' ',
  );

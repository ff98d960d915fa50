/** Reasons as sentences, in Chinese; see `messages.ts` for the values in braces. */
export const zhReasons = {
  'low-voltage-limit': '用电设备容量 {equipmentKw} kW，不超过低压供电上限 {ceilingKw} kW。',
  'medium-voltage-limit': '用电容量 {capacityKva} kVA，按 10 kV 供电上限 {maxKva} kVA 判定供电电压。',
  'dedicated-feeder-limit': '用电容量 {capacityKva} kVA，达到考虑专线供电的 {minKva} kVA。',
  'no-plan-of-the-first-choice': '首选接入方式均无合适电源点，改用其他接入方式。',
  'within-radius': '电源点距受电点 {distanceM} 米，在 {radiusM} 米搜索半径以内。',
  'substation-within-reach': '变电站距受电点 {distanceM} 米，在新出线允许的 {radiusM} 米以内。',
  'route-is-straight-line': '未按道路选线，长度按直线距离乘以迂回系数 {detourFactor} 估算。',
  'route-follows-roads': '至 {nodeId} 的线路沿道路选线，长 {routeM} 米，其中道路以外 {offRoadM} 米。',
  'corridors-apart': '两回线路全程不同通道，至多在路口相遇。',
  'corridor-shared': '两回线路有 {sharedM} 米共用通道，主要在 {lon}，{lat}（WGS 84）附近。',
  'route-crosses': '至 {nodeId} 的线路跨（穿）越：{crossings:crossing}。',
  'facts-not-used-yet': '以下信息暂无规则使用，未影响结果：{facts:fact}。',
  'fact-from-areas': '按台账区域判定：{fact:fact}为“{found:landWord}”。',
  'areas-overrule-statement':
    '按台账区域判定：{fact:fact}为“{found:landWord}”，与申报的“{stated:landWord}”不一致，以区域为准。',
  'place-on-forbidden-ground': '受电点位于禁止通行的区域内，请现场核对。',
  'policy-not-in-force': '方案日期 {asOf} 不在规则包有效期（{validFrom} 至 {validTo}）内。',
  'bay-not-listed': '台账只有备用间隔数量而无明细，所用间隔的额定值未知。',
  'electrical-checks-not-run': '本方案尚未进行电压和短路水平校核。',
  'above-low-voltage-limit': '用电设备容量 {equipmentKw} kW，超过低压供电上限 {ceilingKw} kW。',
  'voltage-hangs-on-facts':
    '尚不清楚的信息（{facts:fact}）可能使 {equipmentKw} kW 适用另一低压上限 {ceilingKw} kW；核实前按高压考虑。',
  'direct-access': '用电容量 {capacityKva} kVA，不超过直接接入上限 {maxKva} kVA。',
  'beyond-direct-access': '用电容量 {capacityKva} kVA，超过直接接入上限 {maxKva} kVA，需专题论证。',
  'public-lines-only': '该电压等级客户全部采用公用线路供电。',
  'sources-by-load-class':
    '负荷等级 {loadClass} 级、重要等级（{importance:importance}），应采用{structure:sourceStructure}。',
  'second-supply-wished':
    '负荷等级只需单电源；按客户意愿增加第二路供电（{structure:sourceStructure}），其工程属超标准部分。',
  'wished-second-supply-not-allowed': '客户要求第二路供电，但规则规定其负荷等级仅可单电源接入。',
  'second-source-not-allowed':
    '负荷等级 {loadClass} 级、重要等级（{importance:importance}）本应采用{structure:sourceStructure}；但规则规定不具备二级及以上重要负荷的仅可单电源接入。',
  'second-source-at-low-voltage':
    '低压多电源（{structure:sourceStructure}）需个案协商，方案只给出第一路电源。',
  'reviewed-first': '答复前需审查：{review:review}。',
  'next-standard-size': '对客户按标准容量答复：申请 {askedKva} kVA，按 {sizeKva} kVA 核查。',
  'answered-on-site': '按规则可由客户经理现场答复供电方案。',
  'works-from-urgent-package': '要求 {wantedOn} 前用电，在 {months} 个月以内：配套工程走紧急业扩项目包。',
  'works-from-yearly-plan': '要求 {wantedOn} 用电，超过 {months} 个月：配套工程纳入综合计划。',
  'policy-not-confirmed': '供电公司尚未确认该规则包当前仍然适用。',
  'payer-needs-facts': '{parts:workPart}的出资方取决于尚不清楚的信息：{facts:fact}。',
  'payer-needs-verification': '{parts:workPart}的出资方取决于尚未核实的客户申报信息：{facts:fact}。',
  'payer-rules-contradict': '规则包内两条规则对{parts:workPart}出资方的规定相互矛盾，另一条为 {against}。',
  'payer-phased-by-area': '{parts:workPart}由供电公司分区域分批投资，规则未载明本地是否已实施。',
  'payer-case-by-case': '规则规定{parts:workPart}的出资方个案商定。',
  'payer-outside-the-rule': '本项目不在投资界面延伸规则范围内，规则未另行规定{parts:workPart}的出资方。',
  'no-payer-rule': '规则包中没有确定{parts:workPart}出资方的规则。',
  'day-of-the-rule-itself': '{fact:fact}恰为规则起算日 {day}，条文有两种读法，请人工核对。',
  'approval-hangs-on-facts': '尚不清楚的信息（{facts:fact}）可能使审批改为更简的方式：{mode:approvalMode}。',
  'crossing-needs-its-owner': '跨（穿）越{crossing:crossing}须先取得产权单位同意，时限未定。',
  'node-kind-unspecified': '数据未说明该节点的设备类型。',
  'bays-unknown': '备用间隔数量未知。',
  'grade-of-figure':
    '等级 {grade} 取决于{kind:elementKind} {elementId}：其最大负荷为{quality:quality}，日期 {asOf}。',
  'grade-of-stale-figure':
    '等级 {grade} 取决于{kind:elementKind} {elementId}：其最大负荷为{quality:quality}，日期 {asOf}，不在最近 {maxAgeDays} 天内。',
  'grade-of-undated-figure':
    '等级 {grade} 取决于{kind:elementKind} {elementId}：其最大负荷为{quality:quality}，日期不详。',
  'grade-of-unknown-figure': '等级 {grade} 取决于{kind:elementKind} {elementId}：其额定值或最大负荷未知。',
  'busbar-voltage-by-default': '{busbarId} 的主变上级电压和母线电压均未知，按 {voltagePu} pu 保持。',
  'power-factor-by-default': '有 {places} 处负荷只知道 kVA，按功率因数 {powerFactor} 计算。',
  'not-gone-through':
    '潮流计算未包括 {elements} 个线路和变压器（首个为 {firstElementId}）：非辐射状、阻抗未知或位于其后，其负荷计在上级。',
  'relieved-by-transfer':
    '切改前 {elementId} 剩余 {leftBeforeKva} kVA，切改并接入本次用电后剩余 {leftAfterKva} kVA。',
  'fed-another-way': '切改前 {elementId} 剩余 {leftBeforeKva} kVA，切改后不再为本次用电供电。',
  'load-taken-over':
    '经联络 {over} 将 {movedKva} kVA 负荷转由 {elementId} 供电，其通道转供后剩余 {leftKva} kVA。',
  'transfer-not-vouched':
    '经联络 {over} 将 {movedKva} kVA 负荷转由 {elementId} 供电，但其额定值、最大负荷或阻抗有未知项，不予保证。',
  'interrupted-while-switching': '先断后合，被切改的负荷短时停电。',
  'n-minus-one-fails': '{kind:elementKind} {elementId} 停运后，所供负荷不能全部经切换恢复供电。',
  'n-minus-one-unknown': '{kind:elementKind} {elementId} 停运后能否恢复供电无法判断：相关数据有未知项。',
  'n-minus-one-after-transfer-unknown': '未校核切改后的 N-1。',
  'new-outlet-without-tie': '新出线尚无联络，停运后不能恢复供电。',
  'substation-n-minus-one':
    '变电站 {substationId} 共 {mainTransformers} 台主变，最大一台停运时可供 {limitKva} kVA（含站间联络转供），剩余 {leftKva} kVA。',
  'single-transformer-substation':
    '变电站 {substationId} 为单主变，停运时仅计站间联络转供 {limitKva} kVA，剩余 {leftKva} kVA。',
  'cut-in-at': '在电缆段 {sectionId} 距供电端 {alongM} m 处（{lon}, {lat}，WGS 84）开断，接入新建环网柜。',
  'new-public-transformer': '在用地处新建公用配变 {ratingKva} kVA，在供电链中为 {elementId}。',
  'typical-transformer-impedance': '配变短路阻抗未知，按同容量典型值计算。',
  'single-phase-supply': '用电设备 {equipmentKw} kW，不超过单相供电限值 {maxKw} kW。',
  'single-phase-limit': '申请单相供电，但用电设备 {equipmentKw} kW 超过单相限值 {maxKw} kW，按三相供电。',
  'single-phase-weighed': '负荷接于单相：在低压侧的容量、压降和导线选型中按更大的比重计。',
  'main-and-standby':
    '主供电源承担 {mainKva} kVA，主供失电时备用电源承担 {standbyKva} kVA；共用的设备同一时间只由其中一路加载。',
  'no-station-takes-both': '未见任何一座电源站的停运会使两路电源同时失电。',
  'one-supply-stands-by': '两路电源一主一备：{mode:operatingMode}。',
  'supplies-interlocked': '两路电源之间装设闭锁装置，不得并列运行。',
  'own-emergency-source':
    '客户须自备应急电源，容量不小于 {ownSourceKva} kVA（保安负荷 {securityLoadKw} kW 的 {percent}%）。',
  'own-source-needs-security-load':
    '客户须自备应急电源，容量不小于保安负荷的 {percent}%；保安负荷尚未申报，须由客户补报。',
  'fewer-supplies-than-asked':
    '本次用电要求采用{asked:sourceStructure}，本方案仅为{given:sourceStructure}：所缺电源须由供电公司另行规划，并在供电前与客户商定。',
  'one-loss-takes-both': '两路电源均依赖 {elementId}，其停运将使两路同时失电。',
  'pair-not-proven-apart': '台账未载明两路电源的上级，是否会同时失电无法判断。',
  'standby-carries-all': '未见任何单一设备或电源站停运会使两路同时失电，备用电源可承担全部 {needKva} kVA。',
  'standby-carries-part': '主供电源失电时，备用电源仅承担 {needKva} kVA 中的 {standbyKva} kVA，其余停电。',
  'staged-supply':
    '申请 {needKva} kVA，首期可供 {firstKva} kVA，其余待公共电网改造后供电（{sequence:sequence}）。',
  'limit-reinforced':
    '{kind:elementKind} {elementId} 一行为改造后的限额（{remedy:remedy}）：额定 {toKva} kVA，现为 {fromKva} kVA。',
  'transformer-leased': '{capacityKva} kVA 变压器在用电期间租赁使用，只建设接入工程。',
  'referred-to-grid-planning':
    '由上级电网规划部门审查；列出 {radiusM} 米以内 {mainTransformers} 台主变的现状。',
};

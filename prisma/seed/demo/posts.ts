/** Posts by type of unit, in the order in which seats are filled; more cadres than seats become staff. */
export type Tier = "TEAM" | "MIDDLE" | "STAFF";
export type Seat = { title: string; level: string; tier: Tier };

const seat =
  (tier: Tier, level: string) =>
  (title: string): Seat => ({ title, level, tier });
const head = seat("TEAM", "乡科级正职");
const deputy = seat("TEAM", "乡科级副职");
const middle = seat("MIDDLE", "股所级正职");
const second = seat("MIDDLE", "股所级副职");
const staff = seat("STAFF", "一级科员");
const lower = seat("STAFF", "二级科员");

const office = [...["综合科科员", "业务一科科员"].map(staff), ...["办公室科员", "业务二科科员"].map(lower)];

const seatsByType: Record<string, Seat[]> = {
  镇街: [
    ...["党委书记", "镇长（主任）"].map(head),
    ...["党委副书记", "人大主席（人大工委主任）", "副镇长（副主任）"].map(deputy),
    ...["党政办公室主任", "经济发展办公室主任", "平安法治办公室主任"].map(middle),
    ...["村镇建设办公室科员", "便民服务中心科员"].map(staff),
    ...["纪委书记", "组织委员", "党委委员、人武部部长"].map(deputy),
    ...["农业农村办公室主任", "综合信息指挥室主任"].map(middle),
  ],
  党委部门: [
    ...["主任（部长）"].map(head),
    ...["副主任（副部长）", "副主任（副部长）、机关党支部书记", "部务会议成员", "派驻纪检监察组组长"].map(
      deputy,
    ),
    ...["办公室主任", "综合科科长"].map(middle),
    second("督查科副科长"),
    ...office.slice(0, 2),
  ],
  人大政协监察法检: [
    head("机关党组书记"),
    ...["机关党组成员", "办公室主任", "专门委员会副主任", "政治部主任"].map(deputy),
    ...["综合科科长", "人事科科长"].map(middle),
    second("调研科副科长"),
    ...office.slice(0, 2),
  ],
  政府部门: [
    head("党组书记、局长"),
    ...["党组副书记、副局长", "党组成员、副局长", "党组成员、总工程师", "党组成员、派驻纪检监察组组长"].map(
      deputy,
    ),
    ...["办公室主任", "行政审批科科长", "业务科科长"].map(middle),
    ...office.slice(0, 2),
  ],
  群团: [
    head("党组书记、主席"),
    ...["党组成员、副主席", "挂职副主席", "兼职副主席"].map(deputy),
    ...["办公室主任", "权益保障部部长", "宣传联络部部长"].map(middle),
    second("基层工作部副部长"),
    ...office.slice(0, 2),
  ],
  国有企业: [
    ...["党委书记、董事长", "党委副书记、总经理"].map(seat("TEAM", "市管正职")),
    ...["党委委员、副总经理", "党委委员、总工程师", "纪委书记"].map(seat("TEAM", "市管副职")),
    ...["综合管理部经理", "工程管理部经理", "投资发展部经理"].map(seat("MIDDLE", "企业中层正职")),
    ...["工程管理部主管", "财务审计部主管"].map(seat("STAFF", "企业一般管理人员")),
  ],
  平台指挥部: [
    head("常务副指挥（常务副主任）"),
    ...["副指挥（副主任）", "党工委委员、副主任", "总工程师", "纪检监察工委书记"].map(deputy),
    ...["综合协调处处长", "征迁安置处处长", "工程建设处处长"].map(middle),
    ...["工程建设处科员", "招商服务处科员"].map(staff),
  ],
  学校医院: [
    ...["党委书记", "院长（校长）"].map(head),
    ...["党委副书记、纪委书记", "副院长（副校长）", "党委委员、副院长（副校长）"].map(deputy),
    ...["党政办公室主任", "组织人事处处长", "后勤保障处处长"].map(middle),
    ...["教学（医务）科干事", "发展规划科干事"].map(staff),
  ],
};

export function seatsOf(type: string, count: number): Seat[] {
  const seats = seatsByType[type] ?? [];
  const more = Array.from({ length: Math.max(0, count - seats.length) }, (_, at) =>
    (at % 3 === 0 ? second : lower)(
      at % 3 === 0 ? `业务${"一二三四五六"[at / 3]}科副科长` : `工作人员（${at + 1}）`,
    ),
  );
  return [...seats, ...more].slice(0, count);
}

/** What a person of this tier did before, in another unit. */
export const earlierTitles: Record<Tier, Seat[]> = {
  TEAM: [...["党委委员", "副主任", "党组成员"].map(deputy), ...["办公室主任", "综合科科长"].map(middle)],
  MIDDLE: [...["副科长", "办公室副主任"].map(second), ...["科员"].map(staff)],
  STAFF: ["科员", "办事员"].map(lower),
};

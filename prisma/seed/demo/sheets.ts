/** What a 任免审批表 knows of each cadre, and an identity number whose area code exists nowhere. Relatives are invented too. */
import type { ClientBase } from "pg";
import { addMonths } from "../support/days";
import { insertRows } from "../support/insert";
import { createRandom, type Random } from "../support/random";
import { createNames } from "./names";
import { allUnits, type Cadre } from "./people";
import type { World } from "./world";

const NOWHERE = "339999";
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Day and sequence are spread by the place in the list, so that no number stands twice. */
function idNumberOf({ bornOn, gender }: Cadre, at: number): string {
  const day = String(1 + (at % 28)).padStart(2, "0");
  const sequence = 2 * (at % 449) + (gender === "男" ? 101 : 100);
  const digits = `${NOWHERE}${bornOn.slice(0, 7).replace("-", "")}${day}${sequence}`;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return digits + "10X98765432".charAt(sum % 11);
}

const schools = ["江临大学", "越东大学", "婺江学院"];
const degreeOf = (speciality: string): string =>
  /工程|规划|计算机/.test(speciality)
    ? "工学"
    : /农/.test(speciality)
      ? "农学"
      : /法/.test(speciality)
        ? "法学"
        : /文学/.test(speciality)
          ? "文学"
          : /经济/.test(speciality)
            ? "经济学"
            : "管理学";

function educationOf(random: Random, { education, speciality }: Cadre) {
  const school = `${random.pick(schools)}${speciality}专业`;
  const [bachelor, master] = [`${degreeOf(speciality)}学士`, `${degreeOf(speciality)}硕士`];
  const none = { full_time_degree: "", in_service_education: "", in_service_education_school: "" };
  switch (education) {
    case "研究生":
      return {
        ...none,
        full_time_education: "研究生",
        full_time_degree: master,
        full_time_education_school: school,
      };
    case "省委党校研究生":
      return {
        full_time_education: "大学",
        full_time_degree: bachelor,
        full_time_education_school: school,
        in_service_education: "省委党校研究生",
        in_service_education_school: "省委党校公共管理专业",
      };
    case "大学专科":
      return { ...none, full_time_education: "大专", full_time_education_school: school };
    default:
      return {
        ...none,
        full_time_education: "大学",
        full_time_degree: bachelor,
        full_time_education_school: school,
      };
  }
}

const monthOf = (day: string): string => day.slice(0, 7).replace("-", ".");

/** School, the years before the first post that the system knows, then the posts as they stand there. */
function resumeOf({ bornOn, startedWorkOn, holdings }: Cadre, school: string): string {
  const shortName = new Map(allUnits.map((unit) => [unit.code, unit.shortName]));
  const [first] = holdings;
  const periods = [
    { from: `${Number(bornOn.slice(0, 4)) + 18}.09`, to: monthOf(startedWorkOn), text: `${school}学习` },
    ...(first && first.startsOn > startedWorkOn
      ? [
          {
            from: monthOf(startedWorkOn),
            to: monthOf(first.startsOn),
            text: `${shortName.get(first.unitCode)}工作人员`,
          },
        ]
      : []),
    ...holdings.map((held) => ({
      from: monthOf(held.startsOn),
      to: held.endsOn ? monthOf(held.endsOn) : " ".repeat(7),
      text: `${shortName.get(held.unitCode)}${held.title}`,
    })),
  ];
  return periods.map(({ from, to, text }) => `${from}--${to}  ${text}`).join("\n");
}

const works = ["江临市某小学教师", "江临市某医院护士", "某企业职员", "个体经营", "江临市某街道社区工作者"];

function familyOf(random: Random, { name, gender, bornOn }: Cadre, nextName: () => string) {
  const surname = name.charAt(0);
  const born = (months: number) => addMonths(bornOn, months);
  const spouse = {
    title: gender === "男" ? "妻子" : "丈夫",
    name: nextName(),
    born: born(random.int(-30, 30)),
    politics: random.pick(["群众", "中共党员"]),
    work: random.pick(works),
  };
  const child = {
    title: random.pick(["女儿", "儿子"]),
    name: (gender === "男" ? surname : spouse.name.charAt(0)) + nextName().slice(1),
    born: born(random.int(26 * 12, 31 * 12)),
    politics: "群众",
    work: "学生",
  };
  const parents = [
    { title: "父亲", name: surname + nextName().slice(1), born: born(-random.int(24 * 12, 29 * 12)) },
    { title: "母亲", name: nextName(), born: born(-random.int(23 * 12, 27 * 12)) },
  ].map((parent) => ({ ...parent, politics: "群众", work: random.pick(["退休", "务农"]) }));
  return [spouse, child, ...parents];
}

export async function loadSheets(client: ClientBase, { cadres }: World, today: string): Promise<void> {
  const random = createRandom("sheets");
  const nextName = createNames(
    random,
    cadres.map(({ name }) => name),
  );
  await insertRows(
    client,
    "cadre_identities",
    { cadre_id: "uuid", id_number: "text" },
    cadres.map((cadre, at) => ({ cadre_id: cadre.id, id_number: idNumberOf(cadre, at) })),
  );
  await insertRows(
    client,
    "cadre_sheets",
    {
      cadre_id: "uuid",
      birth_place: "text",
      health: "text",
      technical_title: "text",
      skills: "text",
      full_time_education: "text",
      full_time_degree: "text",
      full_time_education_school: "text",
      in_service_education: "text",
      in_service_education_school: "text",
      resume: "text",
      rewards: "text",
      family: "jsonb",
    },
    cadres.map((cadre) => {
      const education = educationOf(random, cadre);
      const hasChild = cadre.bornOn < addMonths(today, -33 * 12);
      const family = familyOf(random, cadre, nextName).filter(({ title }) => hasChild || !/儿/.test(title));
      return {
        cadre_id: cadre.id,
        birth_place: cadre.nativePlace,
        health: "健康",
        technical_title: random.chance(0.15) ? random.pick(["工程师", "经济师", "农艺师"]) : "",
        skills: cadre.speciality,
        ...education,
        resume: resumeOf(cadre, education.full_time_education_school),
        rewards: random.chance(0.2) ? `${random.int(2019, 2024)}年获年度考核嘉奖` : "",
        family: JSON.stringify(family),
      };
    }),
  );
}

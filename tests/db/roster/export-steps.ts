/** People who take files along, and a cadre whose document came in some day; for the tests beside. */
import { ROLES, type Role } from "@/lib/platform/rights";
import { keptSource } from "@/lib/roster/lrmx/cadre/rules";
import { readLrmx } from "@/lib/roster/lrmx/file/rules";
import { createCadre, createPerson, createUnit, type Person, type TestUnit } from "@/tests/support/builders";
import { lrmxFile, PIXEL_PNG, relatives } from "@/tests/support/lrmx";
import { owner } from "@/tests/support/owner";

export const trace = "0a1b2c3d4e5f";

let unit: TestUnit;

/** A unit with somebody of each role. */
export async function exportWorld(): Promise<{ unit: TestUnit; people: Record<Role, Person> }> {
  unit = await createUnit();
  const entries = ROLES.map(async (role) => {
    const over = {
      units: role === "OBSERVER" ? [unit] : [],
      unitId: role === "LIAISON" ? unit.id : undefined,
    };
    return [role, await createPerson(role, over)] as const;
  });
  return { unit, people: Object.fromEntries(await Promise.all(entries)) as Record<Role, Person> };
}

export const MAY: Role[] = ["REVIEWER", "LEADER", "ADMIN"];

export function opened(source: string) {
  const result = readLrmx(Buffer.from(source));
  if ("fault" in result) throw new Error(result.fault);
  return result.document;
}

/** A cadre whose document came in some day: with unknown elements, plans, a number and a photo. */
export async function withDocument(idNumber: string) {
  const source = lrmxFile({
    newline: "\r\n",
    values: {
      NiRenZhiWu: "某局局长",
      NiMianZhiWu: "副镇长",
      RenMianLiYou: "工作需要",
      ShenFenZheng: idNumber,
      TianBiaoShiJian: "20240105",
    },
    after: {
      XingMing: '<KuoZhan a="1">甲<Zi/></KuoZhan>',
      Version: "<DaoLingNianYue>204203</DaoLingNianYue>",
    },
    raw: { JiaTingChengYuan: relatives(2), ZhaoPian: PIXEL_PNG },
  });
  const { sheet } = opened(source);
  const cadre = await createCadre(unit, { name: sheet.name, title: "党委委员、副镇长" });
  await owner().query(
    `update cadres set born_on = $2, native_place = $3, joined_party_on = $4, started_work_on = $5 where id = $1`,
    [cadre.id, sheet.bornOn, sheet.nativePlace, sheet.joinedPartyOn, sheet.startedWorkOn],
  );
  await owner().query("insert into cadre_identities (cadre_id, id_number) values ($1, $2)", [
    cadre.id,
    idNumber,
  ]);
  await owner().query(
    `insert into cadre_sheets (cadre_id, birth_place, health, technical_title, skills, full_time_education, full_time_degree,
       full_time_education_school, resume, appraisal_text, family, lrmx_source, photo)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'base64'))`,
    [
      cadre.id,
      sheet.birthPlace,
      sheet.health,
      sheet.technicalTitle,
      sheet.skills,
      sheet.fullTimeEducation,
      sheet.fullTimeDegree,
      sheet.fullTimeEducationSchool,
      sheet.resume,
      sheet.appraisalText,
      JSON.stringify(sheet.family),
      keptSource(opened(source)),
      PIXEL_PNG,
    ],
  );
  return { cadre, source, sheet };
}

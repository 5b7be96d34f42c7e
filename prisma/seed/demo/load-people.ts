/** Writes all that stands before the first observation: people, posts, accounts, assignments, tasks. */
import { hash } from "@node-rs/argon2";
import type { ClientBase } from "pg";
import { momentOf } from "../support/days";
import { insertRows } from "../support/insert";
import accounts from "./accounts.json";
import { loadTasks } from "./load-tasks";
import { pinyinOf } from "./names";
import { loadRecusalSheets } from "./recusal-sheets";
import { userId } from "./users";
import type { World } from "./world";

const DEMO_PASSWORD = accounts[0]?.password ?? "";

export async function loadPeople(client: ClientBase, world: World): Promise<void> {
  const unitId = new Map(world.units.map((unit) => [unit.code, unit.id]));
  const unit = (code: string) => unitId.get(code) ?? null;
  await loadCadres(client, world, unit);
  await loadUsers(client, world);
  await loadAssignments(client, world, unit);
  await loadRecusalSheets(client, world);
  await loadTasks(client, world, unit);
}

type UnitOf = (code: string) => string | null;

async function loadCadres(client: ClientBase, world: World, unit: UnitOf): Promise<void> {
  await insertRows(
    client,
    "cadres",
    {
      id: "uuid",
      name: "text",
      pinyin: "text",
      initials: "text",
      gender: "text",
      born_on: "date",
      ethnicity: "text",
      native_place: "text",
      joined_party_on: "date",
      started_work_on: "date",
      education: "text",
      speciality: "text",
    },
    world.cadres.map((cadre) => ({
      id: cadre.id,
      name: cadre.name,
      ...pinyinOf(cadre.name),
      gender: cadre.gender,
      born_on: cadre.bornOn,
      ethnicity: cadre.ethnicity,
      native_place: cadre.nativePlace,
      joined_party_on: cadre.joinedPartyOn,
      started_work_on: cadre.startedWorkOn,
      education: cadre.education,
      speciality: cadre.speciality,
    })),
  );
  await insertRows(
    client,
    "post_holdings",
    {
      id: "uuid",
      cadre_id: "uuid",
      unit_id: "uuid",
      title: "text",
      level: "text",
      tier: "text",
      starts_on: "date",
      ends_on: "date",
    },
    world.cadres.flatMap((cadre) =>
      cadre.holdings.map((held) => ({
        id: held.id,
        cadre_id: cadre.id,
        unit_id: unit(held.unitCode),
        title: held.title,
        level: held.level,
        tier: held.tier,
        starts_on: held.startsOn,
        ends_on: held.endsOn,
      })),
    ),
  );
}

async function loadUsers(client: ClientBase, world: World): Promise<void> {
  await insertRows(
    client,
    "users",
    {
      id: "uuid",
      account: "text",
      name: "text",
      department: "text",
      unit_id: "uuid",
      cadre_id: "uuid",
      clearance: "smallint",
    },
    world.users.map((user) => ({
      id: user.id,
      account: user.account,
      name: user.name,
      department: user.department,
      unit_id: user.unitId,
      cadre_id: user.cadreId,
      clearance: user.clearance,
    })),
  );
  await insertRows(
    client,
    "user_roles",
    { user_id: "uuid", role: "text", granted_by: "uuid" },
    world.users.map((user) => ({
      user_id: user.id,
      role: user.role,
      granted_by: user.account === "secadmin" ? null : userId("secadmin"),
    })),
  );
  // one password for all demo people, so one hash is enough; real accounts each get their own salt
  const passwordHash = await hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await insertRows(
    client,
    "credentials",
    { user_id: "uuid", password_hash: "text", must_change: "boolean" },
    world.users.map((user) => ({ user_id: user.id, password_hash: passwordHash, must_change: false })),
  );
}

async function loadAssignments(client: ClientBase, world: World, unit: UnitOf): Promise<void> {
  await insertRows(
    client,
    "assignments",
    {
      id: "uuid",
      observer_id: "uuid",
      unit_id: "uuid",
      starts_on: "date",
      ends_on: "date",
      reason: "text",
      end_reason: "text",
      made_by: "uuid",
      created_at: "timestamptz",
    },
    world.assignments.map((assignment) => ({
      id: assignment.id,
      observer_id: assignment.observerId,
      unit_id: unit(assignment.unitCode),
      starts_on: assignment.startsOn,
      ends_on: assignment.endsOn,
      reason: assignment.reason,
      end_reason: assignment.endReason,
      made_by: userId("admin"),
      created_at: momentOf(assignment.startsOn, 9 * 60),
    })),
  );
  // after the assignments: one of them has become a conflict since
  await insertRows(
    client,
    "recusal_declarations",
    {
      id: "uuid",
      observer_id: "uuid",
      unit_id: "uuid",
      cadre_id: "uuid",
      kind: "text",
      note: "text",
      worked_until: "date",
      declared_on: "date",
      reviewed_by: "uuid",
    },
    world.recusals.map((recusal) => ({
      id: recusal.id,
      observer_id: recusal.observerId,
      unit_id: unit(recusal.unitCode),
      cadre_id: recusal.cadreId,
      kind: recusal.kind,
      note: recusal.note,
      worked_until: recusal.workedUntil,
      declared_on: recusal.declaredOn,
      reviewed_by: userId("admin"),
    })),
  );
}

/** 三员兼任: asked by one security administrator, decided by another person, ended early by either. It ends by itself. */
import { addDays } from "@/lib/platform/clock";
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { askInput, decideInput, endInput, MOST_DAYS } from "./schema";

export const askException = command({
  name: "askException",
  right: "exceptions.ask",
  input: askInput,
  run: async ({ db, viewer, input: { userId, addedRole, reason, endsOn }, today }) => {
    if (userId === viewer.id) return refuse("exceptions.reason.own");
    if (endsOn < today || endsOn > addDays(today, MOST_DAYS)) return refuse("exceptions.reason.outOfReach");
    const [held] = await db.rows<{ role: string }>(sql`
      select role from user_roles where user_id = ${userId}::uuid and role in ('SYSADMIN', 'SECADMIN', 'AUDITOR')`);
    if (!held || held.role === addedRole) return refuse("exceptions.reason.notHeld");
    const [asked] = await db.rows<{ id: string }>(sql`
      insert into role_exceptions (user_id, held_role, added_role, reason, ends_on, asked_by)
      values (${userId}::uuid, ${held.role}, ${addedRole}, ${reason}, ${endsOn}::date, ${viewer.id}::uuid) returning id`);
    const after = `${held.role} + ${addedRole} ${endsOn}`;
    return done(undefined, { entity: "roleException", id: asked?.id ?? "", after });
  },
});

export const decideException = command({
  name: "decideException",
  right: "exceptions.decide",
  input: decideInput,
  run: async ({ db, viewer, input: { id, isConfirmed } }) => {
    const [decided] = await db.rows(sql`
      update role_exceptions set decided_by = ${viewer.id}::uuid, is_confirmed = ${isConfirmed}
      where id = ${id}::uuid returning id`);
    if (!decided) throw new NotFound();
    return done(undefined, { entity: "roleException", id, after: isConfirmed ? "confirmed" : "declined" });
  },
});

export const endException = command({
  name: "endException",
  right: "exceptions.decide",
  input: endInput,
  run: async ({ db, viewer, input: { id } }) => {
    const [ended] = await db.rows(sql`
      update role_exceptions set ended_by = ${viewer.id}::uuid where id = ${id}::uuid returning id`);
    if (!ended) throw new NotFound();
    return done(undefined, { entity: "roleException", id, after: "ended" });
  },
});

/** Writes what 任用研判 of the demo tells: each step with its own day and person, which the triggers would set to now. */
import type { ClientBase } from "pg";
import type { ScopedDb } from "../../../lib/platform/db";
import type { Requirements } from "../../../lib/reviews/schema";
import { snapshotOfCadre } from "../../../lib/reviews/snapshot/queries";
import { addDays, momentOf } from "../support/days";
import { idOf } from "../support/random";
import { userId } from "./users";

export const people = {
  reviewer: userId("reviewer"),
  second: userId("reviewer2"),
  third: userId("reviewer3"),
  fourth: userId("reviewer4"),
  leader: userId("leader"),
};

export type Post = {
  key: string;
  batch: string;
  unit: string;
  title: string;
  level: string;
  tier: string;
  rule: Requirements;
  addedOn: string;
};
export const candidateOf = (post: Post, cadreId: string): string => idOf(`candidate:${post.key}:${cadreId}`);
const positionOf = (post: Post): string => idOf(`post:${post.key}`);

export function reviewWriter(client: ClientBase) {
  const say = (text: string, values: unknown[] = []) => client.query(text, values);
  const db: ScopedDb = {
    rows: async (query) => (await client.query({ text: query.text, values: query.values })).rows,
  };
  /** Without the trigger that would write the history as of now; the history is told here instead. */
  const quietly = async (table: string, trigger: string, change: () => Promise<unknown>) => {
    await say(`alter table ${table} disable trigger ${trigger}`);
    await change();
    await say(`alter table ${table} enable trigger ${trigger}`);
  };
  const event = (
    post: Post,
    candidateId: string | null,
    from: string,
    to: string,
    reason: string,
    at: string,
    by = people.reviewer,
  ) =>
    say(
      `insert into review_events (position_id, candidate_id, at, actor_id, from_state, to_state, reason) values ($1, $2, $3, $4, $5, $6, $7)`,
      [positionOf(post), candidateId, at, by, from, to, reason],
    );
  const move = async (
    post: Post,
    cadreId: string,
    stage: string,
    reason: string,
    on: string,
    minutes: number,
  ) => {
    const id = candidateOf(post, cadreId);
    await quietly("review_candidates", "remember", () =>
      say(
        "update review_candidates set stage = $2, reason = $3, row_version = row_version + 1 where id = $1",
        [id, stage, reason],
      ),
    );
    await event(post, id, "LONG", stage, reason, momentOf(on, minutes));
  };

  return {
    db,
    say,

    batch: (key: string, title: string, openedOn: string, meetingOn: string) =>
      say(
        `insert into review_batches (id, title, opened_by, opened_at, meeting_on) values ($1, $2, $3, $4, $5)`,
        [idOf(`review:${key}`), title, people.reviewer, momentOf(openedOn, 9 * 60), meetingOn],
      ),

    attend: async (key: string, on: string) => {
      const { rows } = await client.query("select id, name from users where id = any ($1)", [
        Object.values(people),
      ]);
      const list = [
        [people.leader, "CHAIR"],
        [people.second, "MEMBER"],
        [people.reviewer, "MEMBER"],
        [people.third, "GUEST"],
      ] as const;
      for (const [at, [id, part]] of list.entries())
        await say(
          `insert into review_attendees (id, batch_id, name, user_id, part, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)`,
          [
            idOf(`attendee:${key}:${id}`),
            idOf(`review:${key}`),
            rows.find((one) => one.id === id)?.name ?? "",
            id,
            part,
            people.reviewer,
            momentOf(on, 9 * 60 + at),
          ],
        );
    },

    position: (post: Post) =>
      say(
        `insert into review_positions (id, batch_id, unit_id, title, level, tier, requirements, added_by, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          positionOf(post),
          idOf(`review:${post.batch}`),
          post.unit,
          post.title,
          post.level,
          post.tier,
          JSON.stringify(post.rule),
          people.reviewer,
          momentOf(post.addedOn, 10 * 60),
        ],
      ),

    /** The rule of a post corrected after people were named by it, and its pool looked at again the same day. */
    correct: async (post: Post, rule: Requirements, reason: string, on: string) => {
      const facts = (requirements: Requirements) => ({
        unitId: post.unit,
        title: post.title,
        level: post.level,
        tier: post.tier,
        places: 1,
        requirements,
      });
      await quietly("review_positions", "changed", () =>
        say(
          `update review_positions set requirements = $2, state_reason = $3, row_version = row_version + 1 where id = $1`,
          [positionOf(post), JSON.stringify(rule), reason],
        ),
      );
      await say(
        `insert into review_position_changes (position_id, changed_at, changed_by, reason, before, after, needs_redraw, redrawn_by, redrawn_at)
         values ($1, $2, $3, $4, $5, $6, true, $3, $7)`,
        [
          positionOf(post),
          momentOf(on, 15 * 60),
          people.reviewer,
          reason,
          JSON.stringify(facts(post.rule)),
          JSON.stringify(facts(rule)),
          momentOf(on, 15 * 60 + 20),
        ],
      );
    },

    name: (post: Post, cadreId: string, reason: string, at: number) =>
      say(
        `insert into review_candidates (id, position_id, cadre_id, reason, added_by, added_at) values ($1, $2, $3, $4, $5, $6)`,
        [
          candidateOf(post, cadreId),
          positionOf(post),
          cadreId,
          reason,
          people.reviewer,
          momentOf(addDays(post.addedOn, 2), 9 * 60 + at),
        ],
      ),
    shortList: (post: Post, cadreId: string, reason: string, at = 0) =>
      move(post, cadreId, "SHORT", reason, addDays(post.addedOn, 4), 10 * 60 + at),
    drop: (post: Post, cadreId: string, reason: string) =>
      move(post, cadreId, "DROPPED", reason, addDays(post.addedOn, 4), 11 * 60),
    prepare: async (post: Post) => {
      await quietly("review_positions", "remember", () =>
        say(`update review_positions set state = 'PREPARING', row_version = row_version + 1 where id = $1`, [
          positionOf(post),
        ]),
      );
      await event(post, null, "LISTING", "PREPARING", "", momentOf(addDays(post.addedOn, 5), 9 * 60));
    },

    opinion: (post: Post, cadreId: string, user: string, mark: string, reason: string, on: string) =>
      say(
        `insert into review_opinions (id, candidate_id, user_id, mark, reason, given_at) values ($1, $2, $3, $4, $5, $6)`,
        [
          idOf(`opinion:${post.key}:${cadreId}:${user}`),
          candidateOf(post, cadreId),
          user,
          mark,
          reason,
          momentOf(on, 15 * 60),
        ],
      ),

    /** With the evidence as its file stood on that day, as the leader saw it. */
    decide: async (post: Post, cadreId: string, decision: string, reason: string, on: string) => {
      await say(
        "select set_config('app.viewer_id', $1, true), set_config('app.viewer_roles', 'LEADER', true), set_config('app.viewer_clearance', '3', true)",
        [people.leader],
      );
      const evidence = await snapshotOfCadre(
        db,
        { id: people.leader, roles: ["LEADER"], cadreId: null },
        cadreId,
        on,
      );
      await say(
        "select set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true), set_config('app.viewer_clearance', '', true)",
      );
      const id = idOf(`decision:${post.key}:${cadreId}`);
      const at = momentOf(on, 16 * 60);
      // the last decision of a post moves it on
      await quietly("review_positions", "remember", () =>
        say(
          `insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by, recorded_at, attendees, recusals)
           values ($1, $2, $3, $4, $5, $6, $7, '[]', '[]')`,
          [id, candidateOf(post, cadreId), decision, reason, on, people.leader, at],
        ),
      );
      await say(
        `insert into review_snapshots (decision_id, confidentiality, as_of, evidence, digest, taken_at) values ($1, $2, $3, $4, $5, $6)`,
        [id, evidence.confidentiality, on, JSON.stringify(evidence.snapshot), evidence.digest, at],
      );
      const { rows } = await say("select state from review_positions where id = $1", [positionOf(post)]);
      if (rows[0]?.state === "DECIDED")
        await event(post, null, "PREPARING", "DECIDED", "", momentOf(on, 16 * 60 + 1), people.leader);
    },

    recuse: (post: Post, cadreId: string, user: string, reason: string, on: string) =>
      say(
        `insert into review_recusals (id, candidate_id, user_id, kind, reason, set_by, set_at) values ($1, $2, $3, 'COLLEAGUE', $4, $3, $5)`,
        [
          idOf(`recusal:${post.key}:${user}`),
          candidateOf(post, cadreId),
          user,
          reason,
          momentOf(on, 11 * 60),
        ],
      ),

    notice: async (batch: string, key: string, number: string, from: string, candidateIds: string[]) => {
      await say(
        `insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by, added_at)
         values ($1, $2, $3, $4::date, add_working_days($4::date, 5), '12380 举报电话、市委组织部干部监督科', $5, $6)`,
        [
          idOf(`notice:${key}`),
          idOf(`review:${batch}`),
          number,
          from,
          people.reviewer,
          momentOf(from, 17 * 60),
        ],
      );
      for (const id of candidateIds)
        await say("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
          idOf(`notice:${key}`),
          id,
        ]);
    },

    close: (key: string) =>
      say("update review_batches set state = 'CLOSED', row_version = row_version + 1 where id = $1", [
        idOf(`review:${key}`),
      ]),
  };
}

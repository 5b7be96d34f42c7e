/** `npm run migrate`: applies what is missing to the given server or the embedded database, and makes the roles. */
import { ownerOf, withDatabase } from "./support/database";
import { migrate } from "./support/migrate";
import { main } from "./support/say";

main(() =>
  withDatabase("migrate", async (database) => {
    const applied = await migrate(ownerOf(database));
    console.log(
      applied.length ? `已应用 Applied: ${applied.join(", ")}` : "没有新的迁移。 Nothing to apply.",
    );
    return 0;
  }),
);

/**
 * `npm run check:import -- [--rows 1000] [--errors 60] [--forms 300]`: a roster with planted errors in, mended, in again and undone, on a
 * database that is thrown away. Ends with a line of counts.
 */
import { parseArgs } from "node:util";
import { lifetime } from "./support/lifetime";
import { Halt, main, note, seconds } from "./support/say";
import { cloneDatabase, stopTestCluster } from "./support/test-database";

function readOptions(): { rows: number; errors: number; forms: number } {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000" },
      errors: { type: "string", default: "60" },
      forms: { type: "string", default: "300" },
    },
  });
  const [rows, errors] = [Number(values.rows), Number(values.errors)];
  if (!Number.isInteger(rows) || !Number.isInteger(errors) || errors < 1 || rows < errors * 2 || rows > 5_000)
    throw new Halt(
      "--rows 最多 5000，且不少于 --errors 的两倍。 --rows is 5000 at most and twice --errors at least.",
    );
  const forms = Number(values.forms);
  if (!Number.isInteger(forms) || forms < 1 || forms > 500)
    throw new Halt("--forms 在 1 到 500 之间。 --forms is between 1 and 500.");
  return { rows, errors, forms };
}

main(async () => {
  const started = performance.now();
  const { rows, errors, forms } = readOptions();
  const life = lifetime();
  life.onEnd(() => stopTestCluster());
  try {
    const { ownerUrl, appUrl, systemUrl } = await cloneDatabase("check_import");
    Object.assign(process.env, {
      TEST_DATABASE_URL: ownerUrl,
      TEST_APP_URL: appUrl,
      DATABASE_APP_URL: appUrl,
      DATABASE_SYSTEM_URL: systemUrl,
      AUTH_SECRET: "a secret of the check, long enough to pass",
      APP_URL: "http://localhost:3000",
    });
    // settings are read when they are first asked for
    const { closeConnections } = await import("@/lib/platform/db");
    const { closeOwner, owner } = await import("@/tests/support/owner");
    life.onEnd(closeOwner);
    life.onEnd(closeConnections);
    const { checkImport } = await import("./support/import/check");
    const units = await owner().query<{ id: string; shortName: string }>(
      'select id, short_name as "shortName" from units order by position',
    );
    const { sentence, faults } = await checkImport({
      rows,
      errors,
      units: units.rows,
    });
    const { checkForms } = await import("./support/import/forms");
    const ofForms = await checkForms({ forms });
    for (const fault of [...faults, ...ofForms.faults]) console.error(fault);
    note(seconds(started));
    console.log(ofForms.sentence);
    console.log(sentence);
    return faults.length + ofForms.faults.length > 0 ? 1 : 0;
  } finally {
    await life.close();
  }
});

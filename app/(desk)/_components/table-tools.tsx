import { getTranslations } from "next-intl/server";
import { keepColumns, removeView, saveView } from "@/app/_actions/tables";
import { addressOf } from "@/components/ui/address";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import type { Layout } from "@/lib/tables/queries";
import { filterOf, type LayoutParams, LIMITS, TABLES, type TableName } from "@/lib/tables/schema";
import { ColumnPicker } from "./column-picker";

type Props = {
  table: TableName;
  layout: Layout;
  /** those that this person can have */
  columns: readonly { key: string; header: string }[];
  /** the list's filter as it stands */
  filter: Record<string, unknown>;
  told: LayoutParams["tools"];
  mayExport: boolean;
  /** rows can be ticked */
  ticks?: boolean;
};

const FAULTS = ["invalid", "nameTaken", "typedWords", "tooManyViews", "failed"] as const;

/** 列与视图: links and forms only, so that they work before any script and on any computer of the person. */
export async function TableTools({ table, layout, columns, filter, told, mayExport, ticks }: Props) {
  const t = await getTranslations("tables");
  const kept = filterOf(table, filter);
  const search = new URLSearchParams({
    ...kept,
    ...(layout.current && { view: layout.current.id }),
  }).toString();
  const shown = layout.columns.filter((key) => columns.some((column) => column.key === key));
  const fault = FAULTS.find((one) => one === told);
  const file = new URLSearchParams(kept);
  for (const key of shown) file.append("column", key);
  return (
    <>
      {fault && (
        <Notice kind="caution" live="alert" className="mb-2">
          {fault === "tooManyViews" ? t("reason.tooManyViews", { most: LIMITS.views }) : t(`reason.${fault}`)}
        </Notice>
      )}
      <div className="table-tools no-print">
        <details name="table-tools" open={told === "columns"}>
          <summary className={buttonClass({ size: "sm" })}>
            <Icon name="settings" className="size-3.5" />
            {t("action.columns")}
          </summary>
          <Columns table={table} search={search} columns={columns} shown={shown} />
        </details>
        <details name="table-tools">
          <summary className={buttonClass({ size: "sm" })}>
            <Icon name="list" className="size-3.5" />
            {layout.current
              ? t("hint.openView", { name: layout.current.name })
              : t("hint.views", { count: layout.views.length })}
          </summary>
          <Views table={table} search={search} layout={layout} shown={shown} />
        </details>
        {layout.current && (
          <a
            href={addressOf(TABLES[table].path, kept)}
            className={buttonClass({ size: "sm", variant: "quiet" })}
          >
            {t("action.leaveView")}
          </a>
        )}
        {mayExport && (
          <a
            href={`${table === "accounts" ? "/api/v1/accounts/workbook" : `/api/v1/tables/${table}`}?${file}`}
            download
            className={buttonClass({ size: "sm" })}
          >
            <Icon name="download" className="size-3.5" />
            {t("action.export")}
          </a>
        )}
        {(told === "saved" || told === "removed") && (
          <span role="status" className="text-sm text-positive">
            {t(`status.${told}`)}
          </span>
        )}
        <span className="ml-auto flex items-center gap-2 text-sm text-ink-soft max-lg:hidden pointer-coarse:hidden in-data-[keys=off]:hidden">
          <span>
            <Kbd>J</Kbd> <Kbd>K</Kbd> {t("hint.keyMove")}
          </span>
          <span>
            <Kbd>Enter</Kbd> {t("hint.keyOpen")}
          </span>
          {ticks && (
            <span>
              <Kbd>X</Kbd> {t("hint.keyTick")}
            </span>
          )}
          <span>
            <Kbd>/</Kbd> {t("hint.keyFilter")}
          </span>
          <a href="/account#keys" className="text-accent underline underline-offset-3">
            {t("nav.keys")}
          </a>
        </span>
      </div>
    </>
  );
}

type ColumnsProps = Pick<Props, "table" | "columns"> & { search: string; shown: string[] };

/** Each button sends the form as it stands, so ticks are kept with every step. */
async function Columns({ table, columns, search, shown }: ColumnsProps) {
  const t = await getTranslations("tables");
  const [first, ...chosen] = shown;
  return (
    <div>
      <form action={keepColumns} aria-label={t("nav.columns")} className="flex flex-col gap-2">
        <input type="hidden" name="table" value={table} />
        <input type="hidden" name="search" value={search} />
        <input type="hidden" name="columns[]" value={first} />
        {/* Enter in a box keeps, and moves nothing */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
          {t("action.keep")}
        </button>
        <p className="text-sm text-ink-soft">
          {t("hint.first", { column: columns.find(({ key }) => key === first)?.header ?? "" })}
        </p>
        <ColumnPicker
          name="columns[]"
          columns={columns
            .filter(({ key }) => key !== first)
            .map(({ key, header }) => ({ key, label: header }))}
          chosen={chosen}
          sendsSteps
          words={{ list: t("nav.columns"), up: t.raw("action.up"), down: t.raw("action.down") }}
          className="flex flex-col"
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" size="sm">
            {t("action.keep")}
          </Button>
          <Button type="submit" variant="quiet" size="sm" name="reset" value="1">
            {t("action.usual")}
          </Button>
        </div>
      </form>
    </div>
  );
}

type ViewsProps = Pick<Props, "table" | "layout"> & { search: string; shown: string[] };

async function Views({ table, search, layout, shown }: ViewsProps) {
  const t = await getTranslations("tables");
  const { path } = TABLES[table];
  return (
    <div className="flex flex-col gap-4">
      {layout.views.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("empty.views")}</p>
      ) : (
        <ul aria-label={t("nav.views")} className="flex flex-col">
          {layout.views.map((view) => (
            <li key={view.id} className="flex items-center gap-2 border-b border-line py-1">
              <a
                href={addressOf(path, view.filter, { view: view.id })}
                aria-current={view.id === layout.current?.id ? "true" : undefined}
                className="min-w-0 flex-1 py-1 break-words pointer-coarse:py-3 text-accent hover:underline aria-[current]:font-semibold"
              >
                {view.name}
              </a>
              {view.isShared && (
                <span className="text-sm text-ink-soft">
                  {view.isOwn ? t("status.shared") : t("hint.sharedBy", { name: view.ownerName })}
                </span>
              )}
              {view.isOwn && (
                <form action={removeView}>
                  <input type="hidden" name="table" value={table} />
                  <input type="hidden" name="search" value={search} />
                  <input type="hidden" name="id" value={view.id} />
                  <Button
                    type="submit"
                    size="sm"
                    variant="quiet"
                    aria-label={t("action.remove", { name: view.name })}
                  >
                    <Icon name="trash" />
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      <form action={saveView} aria-label={t("action.save")} className="flex flex-col gap-2">
        <input type="hidden" name="table" value={table} />
        <input type="hidden" name="search" value={search} />
        <input type="hidden" name="id" value={crypto.randomUUID()} />
        {shown.map((key) => (
          <input key={key} type="hidden" name="columns[]" value={key} />
        ))}
        <label className="flex flex-col gap-0.5 text-sm text-ink-soft">
          {t("field.name")}
          <input name="name" required maxLength={LIMITS.name} className="control" autoComplete="off" />
        </label>
        <label className="flex items-center gap-2">
          <input type="checkbox" name="isShared" value="yes" />
          {t("field.isShared")}
        </label>
        <p className="text-sm text-ink-soft">{t("hint.shared")}</p>
        <div>
          <Button type="submit" size="sm" variant="primary">
            {t("action.save")}
          </Button>
        </div>
      </form>
    </div>
  );
}

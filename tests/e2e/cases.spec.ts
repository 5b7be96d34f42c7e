/** 事项: from what an observer saw to a result that two people have confirmed; the units read the request and nothing of the record. */
import { readWorkbook } from "@/lib/platform/workbook";
import { createObservation, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("an observer raises a case from a record, its units work on it, and it closes by a check and a word", async ({
  windowOf,
}) => {
  test.setTimeout(180_000);
  const [lead, party, elsewhere] = [await createUnit(), await createUnit(), await createUnit()];
  const observer = await createAccount("OBSERVER", { units: [lead] });
  const liaison = await createAccount("LIAISON", { unitId: lead.id });
  const partyLiaison = await createAccount("LIAISON", { unitId: party.id });
  const fact = `企业负责人说车位只够两周 ${lead.shortName}`;
  const record = await createObservation(observer, lead, { state: "ACCEPTED", fact });
  const title = `临时堆场用地 ${lead.shortName}`;
  const outcome = `堆场启用，清点 860 辆 ${lead.shortName}`;

  const phone = await windowOf(observer, { phone: true });
  await test.step("the observer raises it on the phone", async () => {
    await phone.goto(`/observations/${record.id}`);
    await phone.getByRole("link", { name: "转为事项" }).click();
    await expect(phone.getByText("参与单位看不到")).toBeVisible();
    await phone.getByLabel("事项名称").fill(title);
    await phone.getByRole("textbox", { name: "诉求" }).fill("厂区车位将满，请提出临时堆场的用地办法。");
    await phone.locator("summary", { hasText: "参与单位" }).click();
    await phone.getByText(party.shortName, { exact: true }).click();
    await phone.getByRole("button", { name: "提出", exact: true }).click();
    await expect(phone.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(phone.locator(`a[href="/observations/${record.id}"]`)).toBeVisible();
  });
  const address = new URL(phone.url()).pathname;
  const number =
    (await phone
      .getByText(/^SX-\d{4}-\d{4,}$/)
      .first()
      .textContent()) ?? "";

  await test.step("a unit that takes part reads the request, and nothing of the record", async () => {
    const other = await windowOf(partyLiaison);
    const html = await (await other.request.get(address)).text();
    expect(html).toContain(title);
    expect(html).not.toContain(fact);
    expect(html).not.toContain(record.id);
    await other.goto(address);
    await expect(other.getByRole("button", { name: "报办结" })).toHaveCount(0);
    const stranger = await windowOf(await createAccount("LIAISON", { unitId: elsewhere.id }));
    expect((await stranger.goto(address))?.status()).toBe(404);
  });

  const desk = await windowOf(liaison);
  await test.step("the lead's liaison notes what was done and reports it as settled", async () => {
    await desk.goto("/");
    await desk.getByRole("link", { name: title }).click();
    await desk.getByLabel("办理记录").fill("三家到场丈量，先排水后平整。");
    await desk.getByRole("button", { name: "写办理记录" }).click();
    await expect(desk.getByRole("list", { name: "办理经过" }).getByText("三家到场丈量")).toBeVisible();
    await desk.goto(`/cases/list?q=${number}`);
    await expect(desk.getByRole("row", { name: new RegExp(title) })).toBeVisible();
    await desk.goto(address);
    await desk.getByLabel("办理成果").fill(outcome);
    await desk.getByRole("button", { name: "报办结" }).click();
    await expect(desk.getByText("等待核查")).toBeVisible();
    await expect(desk.getByRole("button", { name: "核查通过" })).toHaveCount(0);
  });

  await test.step("a reviewer checks it; that alone does not close it", async () => {
    const office = await windowOf(await createAccount("REVIEWER", { clearance: 3 }));
    await office.goto(address);
    await office.getByLabel("核查情况").fill("现场清点，数字相符。");
    await office.getByRole("button", { name: "核查通过" }).click();
    await expect(office.getByText("等待核查")).toHaveCount(0);
    await expect(office.getByText("等待提出人确认")).toBeVisible();
    await expect(office.getByRole("main").getByText("待销号").first()).toBeVisible();
  });

  await test.step("who raised it confirms, and it moves from the problems to the results", async () => {
    await phone.reload();
    await phone.getByRole("button", { name: "确认解决" }).click();
    await expect(phone.getByRole("main").getByText("已销号").first()).toBeVisible();
    await desk.goto(`/cases/list?q=${number}`);
    await expect(desk.getByText(title)).toHaveCount(0);
    await desk
      .getByRole("link", { name: /成果清单/ })
      .first()
      .click();
    await expect(desk.getByRole("row", { name: new RegExp(title) })).toContainText(outcome);
  });

  await test.step("the workbook says the same", async () => {
    const response = await desk.request.get(`/api/v1/cases?of=results&q=${number}`);
    const [sheet] = (await readWorkbook(new Uint8Array(await response.body()), 900 * 1024)) ?? [];
    expect(sheet?.rows).toHaveLength(2);
    expect(sheet?.rows[1]).toEqual(
      expect.arrayContaining([number, title, lead.shortName, party.shortName, outcome]),
    );
    const open = await desk.request.get(`/api/v1/cases?of=problems&q=${number}`);
    const [problems] = (await readWorkbook(new Uint8Array(await open.body()), 900 * 1024)) ?? [];
    expect(problems?.rows).toHaveLength(1);
  });
});

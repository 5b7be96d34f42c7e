/**
 * The story of product.md from end to end, as the people of it walk it: a company's full yard becomes a case, a witnessed
 * meeting, a record made beforehand, a result that two kinds of sources confirm, and a line in a file that opens all of it.
 * `npm run story` runs this alone and keeps a picture of each step.
 */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createCadre, createObservation, createUnit, daysAgo, type TestCadre } from "../support/builders";
import { announcementOf, photo, storeDocument } from "../support/files";
import { owner } from "../support/owner";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";
import { createTask, createTaskMember, createTaskObserver } from "../support/tasks";

const pictures = process.env.STORY_PICTURES;
const keep = async (page: Page, step: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${step}.png`) });
};
/** At most two clicks from where one stands. */
async function opensIn(page: Page, from: string, clicks: string[], target: string | RegExp): Promise<void> {
  expect(clicks.length).toBeLessThanOrEqual(2);
  await page.goto(from);
  for (const href of clicks) await page.locator(`main a[href^="${href}"]`).first().click();
  await expect(page).toHaveURL(target);
}

// a step that is not there says so soon
test.use({ actionTimeout: 20_000 });

test("a full yard, from the company's word to the cadre's file, and back when a source falls", async ({
  windowOf,
}) => {
  test.setTimeout(300_000);
  const town = await createUnit({ type: "镇街" });
  const [construction, land] = [await createUnit(), await createUnit()];
  const head = await createCadre(town, { title: "副镇长" });
  const builder = await createCadre(construction, { title: "副局长" });
  const surveyor = await createCadre(land, { title: "科长" });
  const task = await createTask(town, { name: `车辆堆场专班 ${town.shortName}`, startsOn: daysAgo(200) });
  for (const cadre of [head, builder, surveyor]) await createTaskMember(task, cadre);
  const observer = await createAccount("OBSERVER", { units: [town] });
  await createTaskObserver(task, observer, { startsOn: daysAgo(50) });
  const liaison = await createAccount("LIAISON", { unitId: town.id });
  const [builders, surveyors] = [
    await createAccount("LIAISON", { unitId: construction.id }),
    await createAccount("LIAISON", { unitId: land.id }),
  ];
  const reviewer = await createAccount("REVIEWER", { clearance: 3 });
  const leader = await createAccount("LEADER", { clearance: 3 });
  const phone = await windowOf(observer, { phone: true });
  const unitDesk = await windowOf(liaison, { phone: true });
  const office = await windowOf(reviewer);
  const yard = `整车企业临时堆场 ${town.shortName}`;

  /** On the phone: unit, method, people, words, sent. */
  async function log(
    method: RegExp,
    people: TestCadre[],
    fact: string,
    more?: () => Promise<void>,
  ): Promise<string> {
    await phone.goto("/field");
    await phone
      .getByRole("link", { name: new RegExp(town.shortName) })
      .first()
      .tap();
    await phone.getByRole("link", { name: method }).first().tap();
    if (people.some((one) => one !== head)) {
      await phone.locator("summary", { hasText: "更多" }).tap();
      await phone.getByLabel("中心工作").selectOption({ label: task.name });
    }
    for (const one of people) await phone.getByText(one.name).first().tap();
    await more?.();
    await phone.locator("[data-field=fact] textarea").fill(fact);
    await phone.getByRole("button", { name: "提交", exact: true }).tap();
    const link = phone.getByRole("link", { name: "查看这条记录" });
    await expect(link).toBeVisible();
    return ((await link.getAttribute("href")) ?? "").split("/").at(-1) ?? "";
  }

  const heard = await test.step("1 a company visit hears that the yard is full", async () => {
    const id = await log(/服务对象走访/, [head], "负责人说成品车场已经停满，再过两周没有地方放。", () =>
      phone.getByRole("textbox", { name: "走访对象（可匿名）" }).fill("整车企业负责人"),
    );
    await keep(phone, "01-company-visit");
    return id;
  });

  const surveyed = await test.step("2 a site survey sees plant and idle plot, 0 %", async () => {
    const id = await log(
      /现场调研/,
      [head, builder, surveyor],
      "待供地块约 38 亩，未平整，进度为 0，几方当场列出三项待办。",
      () => phone.locator("[name=place]").fill("厂区东侧地块"),
    );
    await keep(phone, "02-site-survey");
    return id;
  });

  const caseAddress =
    await test.step("3 a case is raised from the record: lead, parties, deadline", async () => {
      await phone.goto(`/observations/${surveyed}`);
      await phone.getByRole("link", { name: "转为事项" }).click();
      await phone.getByLabel("事项名称").fill(yard);
      await phone.getByRole("textbox", { name: /^诉求/ }).fill("成品车无处停放，请协商临时用地和平整。");
      await phone.locator("summary", { hasText: "参与单位" }).click();
      for (const unit of [construction, land])
        await phone.locator("label", { hasText: unit.shortName }).last().click();
      await phone.getByRole("button", { name: "提出", exact: true }).click();
      await expect(phone.getByRole("heading", { level: 1, name: yard })).toBeVisible();
      const address = new URL(phone.url()).pathname;
      await phone.getByText("提级", { exact: true }).first().click();
      await phone
        .getByRole("form", { name: "提级" })
        .getByLabel("办理层级")
        .selectOption({ label: "联席协调会" });
      await phone.getByRole("form", { name: "提级" }).getByLabel("理由").fill("三家单位要一起定");
      await phone.getByRole("button", { name: "提级", exact: true }).click();
      await expect(phone.getByText(/提级到联席协调会/)).toBeVisible();
      await keep(phone, "03-case");
      return address;
    });
  const caseId = caseAddress.split("/").at(-1) ?? "";

  await createObservation(observer, town, {
    method: "sit_in",
    on: daysAgo(20),
    cadres: [head, builder, surveyor],
    task,
    fact: "四方到会，决定设临时堆场，审批与平整并行，条件四项。组织到场见证。",
  });

  const meetingAddress =
    await test.step("4 the coordination meeting, witnessed, signed by each unit", async () => {
      const desk = await windowOf(observer);
      await desk.goto(`/meetings/new?case=${caseId}`);
      await desk.getByLabel("日期").fill(daysAgo(20));
      await desk.getByLabel("开始").fill("09:30");
      await desk.getByLabel("结束").fill("11:30");
      await desk.getByLabel("地点").fill("三楼会议室");
      await desk.getByLabel("议题").fill("选址\n审批与平整并行的条件");
      await desk.getByRole("button", { name: "召集并通知" }).click();
      await desk.getByRole("button", { name: "会议已开，开始整理" }).click();
      await expect(desk.getByRole("main").getByText("会后整理").first()).toBeVisible();
      await desk.getByLabel("主持人").fill("副镇长");
      for (const [at, words] of ["承担政策处理", "说明排水和平整", "说明临时用地审批"].entries())
        await desk.getByRole("textbox", { name: /^意见/ }).nth(at).fill(words);
      await desk.getByRole("button", { name: "保存到会和意见" }).click();
      await expect(desk.locator("li").getByText("说明临时用地审批")).toBeVisible();
      await desk.getByLabel("议定内容").fill("设临时堆场，审批与平整并行");
      await desk.getByRole("textbox", { name: /^条件/ }).fill("不硬化\n不建固定设施\n到期腾退\n每周报进度");
      await desk.getByRole("button", { name: "添加议定事项" }).click();
      await expect(desk.getByRole("listitem").filter({ hasText: "每周报进度" }).first()).toBeVisible();
      await desk.getByLabel("见证了什么").fill("四方当面说清，没有绕开审批程序");
      await desk.getByRole("button", { name: "登记", exact: true }).click();
      await expect(desk.getByText("四方当面说清，没有绕开审批程序").first()).toBeVisible();
      await desk.getByRole("button", { name: "送各方签认" }).click();
      await expect(desk.getByText("0/3 家已签", { exact: false })).toBeVisible();
      await keep(desk, "04-meeting");
      const address = new URL(desk.url()).pathname;
      await sign(unitDesk, address);
      for (const person of [builders, surveyors])
        await sign(await windowOf(person, { phone: true }), address);
      return address;
    });

  const toleranceAddress =
    await test.step("5 a record made beforehand, with the observer as witness", async () => {
      await unitDesk.goto("/");
      await unitDesk.getByRole("link", { name: "申请事前报备" }).click();
      await expect(unitDesk.getByText("不改变也不代替任何法定程序")).toBeVisible();
      await unitDesk.getByLabel("事项名称").fill(yard);
      await unitDesk.getByRole("textbox", { name: /^基本情况/ }).fill("审批与平整并行，先清表和排水。");
      await unitDesk.getByText(new RegExp(head.name)).first().click();
      await unitDesk.getByRole("textbox", { name: /^规定不明确/ }).fill("审批下达前能否先行清表没有明确规定");
      await unitDesk.getByRole("textbox", { name: /^公共目的/ }).fill("保障企业连续生产");
      await unitDesk.getByText("涉及干部与此事没有利益关系").click();
      await unitDesk.getByRole("textbox", { name: /^集体决策/ }).fill("协调会四方一致，党委会研究");
      await unitDesk.getByRole("textbox", { name: /^风险/ }).fill("雨季积水");
      await unitDesk.getByRole("textbox", { name: /^停止条件/ }).fill("硬化地面");
      await unitDesk.getByLabel("组织见证").selectOption({ value: observer.id });
      await unitDesk.getByRole("textbox", { name: /^需要办理的法定程序/ }).fill("临时用地审批");
      await unitDesk.getByLabel("相关事项").selectOption({ value: caseId });
      await unitDesk.getByRole("button", { name: "报送" }).click();
      await expect(unitDesk.getByText("待受理").first()).toBeVisible();
      const address = new URL(unitDesk.url()).pathname;
      const decide = await windowOf(leader);
      await step(office, address, "受理");
      await step(office, address, "提交核实", "查阅纪要，情况属实。");
      await step(decide, address, "作出认定", "规定不明确、集体决策，同意备案；审批照常办理。", () =>
        decide.getByText("已备案", { exact: true }).click(),
      );
      await step(office, address, "记录反馈", "已书面反馈。");
      await unitDesk.goto(address);
      await expect(unitDesk.getByText("已备案").first()).toBeVisible();
      await keep(unitDesk, "05-recorded-beforehand");
      return address;
    });

  const { seen, read } =
    await test.step("6 and 7 two surveys, with a picture, and the approval in the papers", async () => {
      const picture = await photo();
      const announced = announcementOf(picture, "堆场.jpg");
      await createObservation(observer, town, {
        on: daysAgo(12),
        cadres: [head, builder],
        task,
        fact: "清表完成，平整约四成。",
      });
      const done = await createObservation(observer, town, {
        on: daysAgo(6),
        cadres: [head, builder, surveyor],
        task,
        fact: "堆场已启用，停放 860 辆，四项条件逐条核对。",
        evidence: [announced],
      });
      await storeDocument(observer, done.id, picture, announced);
      const papers = await createObservation(observer, town, {
        method: "record_review",
        on: daysAgo(4),
        cadres: [head, surveyor],
        task,
        fact: "批准文件有文号和日期，批准日期早于启用日期。",
      });
      await unitDesk.goto(toleranceAddress);
      await unitDesk.getByText("登记批准").first().click();
      await unitDesk.getByLabel("批准文号").fill("演示〔2026〕18号");
      await unitDesk.getByLabel("批准日期").fill(daysAgo(10));
      await unitDesk.getByRole("button", { name: "登记批准" }).click();
      await expect(unitDesk.getByText(/演示〔2026〕18号/).first()).toBeVisible();
      await keep(unitDesk, "07-approval");
      return { seen: done.id, read: papers.id };
    });

  for (const id of [heard, surveyed]) {
    await office.goto(`/review?id=${id}`, { waitUntil: "networkidle" });
    await office.keyboard.press("a");
    await expect.poll(() => stateOf(id)).toBe("ACCEPTED");
  }

  await office.goto(caseAddress);
  await office.locator("summary", { hasText: /^关联$/ }).click();
  const candidate = office.locator("li", { has: office.locator(`a[href="/observations/${seen}"]`) });
  await candidate.getByRole("button", { name: "关联" }).click();
  await expect(candidate.getByRole("button", { name: "关联" })).toHaveCount(0);

  const claimAddress =
    await test.step("8 the result is drafted: one mainly, two with an important part", async () => {
      const desk = await windowOf(observer);
      await desk.goto(`/observations/${seen}`);
      await desk.getByRole("link", { name: "转为实绩" }).click();
      await desk
        .getByRole("textbox", { name: "实绩表述" })
        .fill(`${town.shortName}两个月建成临时堆场，停放 860 辆`);
      await desk.getByLabel(`${head.name} 贡献程度`).selectOption("主要负责");
      for (const one of [builder, surveyor])
        await desk.getByLabel(`${one.name} 贡献程度`).selectOption("重要参与");
      await desk.getByLabel("中心工作").selectOption({ label: task.name });
      await desk.getByRole("button", { name: "提交印证" }).click();
      await expect(desk.getByText("还差一个独立来源")).toBeVisible();
      await keep(desk, "08-draft");
      return new URL(desk.url()).pathname;
    });
  const claimId = claimAddress.split("/").at(-1) ?? "";

  await test.step("9 company, site and papers confirm it, by somebody who recorded none of them", async () => {
    await office.goto(claimAddress);
    for (const id of [heard, read]) {
      const line = office.locator("li", { has: office.locator(`a[href="/observations/${id}"]`) }).last();
      await line.locator("summary").first().click();
      await line.getByRole("button", { name: "作为来源", exact: true }).click();
      await expect(line.getByRole("button", { name: "作为来源", exact: true })).toHaveCount(0);
    }
    await expect(office.getByText("印证条件已具备").first()).toBeVisible();
    await office.getByText("高", { exact: true }).click();
    await office.getByRole("button", { name: "确认印证" }).click();
    await expect(office.getByText("已印证", { exact: true }).first()).toBeVisible();
    await keep(office, "09-corroborated");
  });

  await test.step("10 the case is closed by check and word; what was recorded beforehand ends without loss", async () => {
    await unitDesk.goto(caseAddress);
    await unitDesk
      .getByRole("form", { name: "报办结" })
      .getByLabel("办理成果")
      .fill("临时堆场启用，通道恢复。");
    await unitDesk.getByRole("button", { name: "报办结", exact: true }).click();
    await expect(unitDesk.getByText("待销号").first()).toBeVisible();
    await office.goto(caseAddress);
    await office.getByRole("form", { name: "核查通过" }).getByLabel("核查情况").fill("到现场看过");
    await office.getByRole("button", { name: "核查通过", exact: true }).click();
    await expect(office.getByText("核查通过", { exact: true }).first()).toBeVisible();
    // the desk has ended the phone's session: one at a time
    const raiser = await windowOf(observer, { phone: true });
    await raiser.goto(caseAddress);
    await raiser.getByRole("button", { name: "确认解决", exact: true }).click();
    await expect(raiser.getByText("已销号").first()).toBeVisible();
    await keep(raiser, "10-case-closed");
    await office.goto(toleranceAddress);
    const close = office.getByRole("form", { name: "办结" });
    await close.getByLabel("办结情况").fill("没有造成损失，不转事后认定。");
    await close.getByText("没有造成损失").last().click();
    await close.getByRole("button", { name: "办结" }).click();
    await expect(office.getByText("已办结").first()).toBeVisible();
  });

  await test.step("11 the cadre's file holds it, and everything behind it is two clicks away", async () => {
    await office.goto(`/cadres/${head.id}`);
    await expect(office.locator(`main a[href="${claimAddress}"]`).first()).toBeVisible();
    await expect(office.getByText(task.name).first()).toBeVisible();
    await expect(office.getByText("既不加分也不减分")).toBeVisible();
    await keep(office, "11-file");
    const trace = `${claimAddress}/trace`;
    await opensIn(office, claimAddress, [`/observations/${read}`], new RegExp(read));
    await opensIn(office, claimAddress, [trace, caseAddress], caseAddress);
    await opensIn(office, claimAddress, [trace, meetingAddress], meetingAddress);
    await opensIn(office, claimAddress, [`/observations/${seen}`], new RegExp(seen));
    await expect(
      office.locator(`main a[href*="/api/v1/attachments/"], main img[src*="/api/v1/attachments/"]`).first(),
    ).toBeAttached();
    await office.goto(trace);
    await keep(office, "11-trace");
  });

  await test.step("12 its paper cites each record by number", async () => {
    const answer = await office.request.get(`/api/v1/cadres/${head.id}/document`);
    expect(answer.headers()["content-type"]).toContain("wordprocessingml");
    const { unzipSync } = await import("fflate");
    const words = new TextDecoder().decode(
      unzipSync(new Uint8Array(await answer.body()))["word/document.xml"],
    );
    expect(words).toContain("停放 860 辆");
    expect(words).toContain(claimId.slice(0, 8));
    for (const id of [seen, read]) expect(words).toContain(id.slice(0, 8));
  });

  await test.step("step 7 is withdrawn as a source, and the result waits everywhere", async () => {
    await office.goto(`/observations/${read}`);
    await office.getByText("不再作为来源").first().click();
    await office.getByLabel("撤回理由").fill("日期有出入");
    await office.getByRole("button", { name: "不再作为来源" }).click();
    await expect(office.getByRole("button", { name: "不再作为来源" })).toHaveCount(0);
    await office.goto(claimAddress);
    await expect(office.getByText(/回到待印证/).first()).toBeVisible();
    for (const cadre of [head, builder, surveyor]) {
      await office.goto(`/cadres/${cadre.id}`);
      await expect(office.locator(`main a[href="${claimAddress}"]`)).toHaveCount(0);
    }
    await keep(office, "12-fallen");
  });
});

const stateOf = async (id: string): Promise<string> =>
  (await owner().query("select state from observations where id = $1", [id])).rows[0].state;

async function sign(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "签认", exact: true }).click();
  await expect(page.getByRole("button", { name: "签认", exact: true })).toHaveCount(0);
}

/** One step of the tolerance case, by whoever's it is. */
async function step(
  page: Page,
  address: string,
  name: string,
  words?: string,
  before?: () => Promise<void>,
): Promise<void> {
  await page.goto(address);
  const form = page.getByRole("form", { name, exact: true });
  await before?.();
  if (words) await form.getByRole("textbox").first().fill(words);
  await form.getByRole("button", { name, exact: true }).click();
  await expect(form).toHaveCount(0);
}

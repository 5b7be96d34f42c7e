/** Files as programs of different years write them; invented people only. */
import { ELEMENTS, type ElementName } from "@/lib/roster/lrmx/schema";

export const ADULT = {
  XingMing: "林晚舟",
  XingBie: "女",
  ChuShengNianYue: "198203",
  MinZu: "汉族",
  JiGuan: "江临赤岸",
  ChuShengDi: "江临赤岸",
  RuDangShiJian: "200406",
  CanJiaGongZuoShiJian: "200407",
  JianKangZhuangKuang: "健康",
  ZhuanYeJiShuZhiWu: "工程师",
  ShuXiZhuanYeYouHeZhuanChang: "城乡规划",
  QuanRiZhiJiaoYu_XueLi: "大学",
  QuanRiZhiJiaoYu_XueWei: "工学学士",
  QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: "江临大学城市规划专业",
  XianRenZhiWu: "赤岸镇党委委员、副镇长",
  JianLi:
    "2000.09--2004.07  江临大学城市规划专业学习\n2004.07--2012.03  市规划局科员\n2012.03--         赤岸镇党委委员、副镇长",
  NianDuKaoHeJieGuo: "2023年优秀；2024年称职；2025年称职",
  JiSuanNianLingShiJian: "20261130",
  ShenFenZheng: "110101198203077627",
} as const satisfies Partial<Record<ElementName, string>>;

type Shape = {
  values?: Partial<Record<ElementName, string>>;
  /** elements in this order, instead of the format's */
  order?: readonly string[];
  without?: readonly string[];
  newline?: string;
  indent?: string;
  head?: string;
  tail?: string;
  root?: string;
  emptyAs?: "tags" | "selfClosed";
  /** raw, behind the element named */
  after?: Record<string, string>;
  /** raw, instead of the value */
  raw?: Record<string, string>;
};

export function lrmxFile(shape: Shape = {}): string {
  const {
    newline = "\n",
    indent = "  ",
    head = `<?xml version="1.0" encoding="UTF-8"?>${newline}`,
    tail = "",
  } = shape;
  const values: Record<string, string> = { ...ADULT, ...shape.values };
  const names = (shape.order ?? ELEMENTS.map(({ element }) => element)).filter(
    (name) => !shape.without?.includes(name),
  );
  const lines = names.map((name) => {
    const raw = shape.raw?.[name] ?? escaped((values[name] ?? "").replaceAll("\n", newline));
    const element =
      raw === "" && shape.emptyAs === "selfClosed" ? `<${name} />` : `<${name}>${raw}</${name}>`;
    return indent + element + (shape.after?.[name] ?? "");
  });
  return `${head}<${shape.root ?? "Person"}>${newline}${lines.join(newline)}${newline}</Person>${tail}`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const relatives = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `<Item><ChengWei>${["丈夫", "父亲", "母亲", "女儿"][at] ?? "亲属"}</ChengWei><XingMing>林某${at}</XingMing>` +
      `<ChuShengRiQi>19${50 + at}04</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao>` +
      `<GongZuoDanWeiJiZhiWu>江临市某单位职工</GongZuoDanWeiJiZhiWu></Item>`,
  ).join("");

/** Whole small pictures. */
export const PIXEL_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Files of different shape, by what is odd about each. */
export const SHAPES: Record<string, string> = {
  "as the usual program writes it": lrmxFile(),
  "with a byte order mark": `\ufeff${lrmxFile()}`,
  "with CRLF": lrmxFile({ newline: "\r\n" }),
  "without a declaration": lrmxFile({ head: "" }),
  "with a declaration in single quotes": lrmxFile({ head: "<?xml version='1.0' encoding='utf-8'?>\n" }),
  "with standalone": lrmxFile({ head: '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n' }),
  "in one line": lrmxFile({
    newline: "",
    indent: "",
    head: "",
    values: { JianLi: "2004.07--2012.03  市规划局科员" },
  }),
  "with tabs": lrmxFile({ indent: "\t\t" }),
  "with empty elements as one tag": lrmxFile({ emptyAs: "selfClosed" }),
  "of newer programs": lrmxFile({
    after: {
      ZhaoPian: "<DaoLingNianYue>204203</DaoLingNianYue>",
      Version: "\n  <GaiGeQianRenZhiNianLingJieXian>60</GaiGeQianRenZhiNianLingJieXian>",
    },
  }),
  "of older programs, with fewer elements": lrmxFile({
    without: [
      "ShenFenZheng",
      "ZhaoPian",
      "Version",
      "ChengBaoDanWei",
      "JiSuanNianLingShiJian",
      "TianBiaoRen",
    ],
  }),
  "with unknown elements that hold more": lrmxFile({
    after: { XingMing: '<KuoZhan lei="甲"><Zi a="1">乙 &amp; 丙</Zi><Zi/></KuoZhan>', JianLi: "<X/>" },
  }),
  "in another order": lrmxFile({ order: ELEMENTS.map(({ element }) => element).toReversed() }),
  "with attributes": lrmxFile({ root: 'Person banben="3" xmlns:x="urn:x" x:y=\'"\'' }),
  "with comments and instructions": lrmxFile({
    head: '<?xml version="1.0"?>\n<!-- 某软件 -->\n<?biao yang="a"?>\n',
    tail: "\n<!-- 完 -->\n",
    after: { MinZu: "<!-- <XingMing>不算</XingMing> -->" },
  }),
  "with CDATA": lrmxFile({ raw: { JianLi: "<![CDATA[2004.07—2012.03  A&B <局>]]>" } }),
  "with references": lrmxFile({ raw: { JiGuan: "&#x6C5F;&#20020;&lt;&gt;&quot;&apos;&amp;" } }),
  "with ten relatives": lrmxFile({ raw: { JiaTingChengYuan: relatives(10) } }),
  "with relatives left empty": lrmxFile({
    raw: { JiaTingChengYuan: "<Item><ChengWei></ChengWei><XingMing/></Item><Item/>" },
  }),
  "with a photo": lrmxFile({ raw: { ZhaoPian: PIXEL_PNG } }),
  "with a photo in lines of 76": lrmxFile({
    raw: { ZhaoPian: `\n${PIXEL_PNG.replace(/(.{76})/g, "$1\r\n")}\n  ` },
  }),
  "with odd dashes": lrmxFile({
    values: {
      JianLi: "2000.09—2004.07 学习\n2004.07–2008.01,科员\n2008.1－2012.3 副科长\n2012年3月至今 副局长",
    },
  }),
  "with dates of all forms": lrmxFile({
    values: { ChuShengNianYue: "1982.03", RuDangShiJian: "2004-06-01", CanJiaGongZuoShiJian: "20040715" },
  }),
  "with another party and no date": lrmxFile({ values: { RuDangShiJian: "民盟 2010.05" } }),
  "with characters beyond the basic plane": lrmxFile({
    values: { XingMing: "𠮷野生", JiangChengQingKuang: "𡈽" },
  }),
  "with a spaced name": lrmxFile({ values: { XingMing: "林　晚" } }),
  "with posts meant for somebody": lrmxFile({
    values: { NiRenZhiWu: "某局局长", NiMianZhiWu: "副镇长", RenMianLiYou: "工作需要" },
  }),
};

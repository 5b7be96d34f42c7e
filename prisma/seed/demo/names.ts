/**
 * Invented people only. Given names join two characters that are each rare in names of people of that age, so
 * that no result is a person of public life; the units are real public institutions, the people are not.
 */
import { pinyin } from "pinyin-pro";
import type { Random } from "../support/random";

const surnames = [
  ..."王李张刘陈杨黄吴徐孙朱何郭高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤骆楼虞傅毕童斯季宣鲍吾盛应",
];
const first = [..."沐峤屿砚棣煦珩昱翊璟泓澍樾栩筠攸郅珞旻晗皓霁澈峪崧笠硕隽恪谡懋煜禾苒芮槿昀岚菡蓁"];
const second = [..."川岑恺舟桐溪垚嵘澄荃霖樵衍弈宥洵湛彧祺瑄钧锴骁玥妤婧嫣萱瑾芃钰珂琬翎岫淇茵"];

/** Each name once, so that a search for it has one answer. */
export function createNames(random: Random, taken: readonly string[]): () => string {
  const used = new Set(taken);
  return () => {
    for (;;) {
      const name = random.pick(surnames) + random.pick(first) + random.pick(second);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}

export function pinyinOf(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(name, { toneType: "none", type: "array", surname: "head" });
  return { pinyin: syllables.join(""), initials: syllables.map((syllable) => syllable.charAt(0)).join("") };
}

declare module "wawoff2/decompress.js" {
  /** woff2 in, TrueType out */
  export default function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}

/** The small build of exifr (JPEG and HEIC) has no types of its own under this path. */
declare module "exifr/dist/lite.esm.mjs" {
  export function parse(
    bytes: ArrayBuffer,
    options: { exif: boolean; gps: boolean; reviveValues: boolean },
  ): Promise<Record<string, unknown> | undefined>;
}

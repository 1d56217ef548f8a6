/**
 * Texts as people type them in search boxes: without case and accents, and Korean by its letters, so that a word is found
 * while its last syllable is still being typed (`클러ㅅ`, `클러슽`) or from its first consonants (`ㅋㄹㅅㅌ`). Unicode's
 * own decomposition does the work; only consonants at the end of a syllable need to be told the same as at its beginning.
 */
const FIRST_FINAL = 0x11a8;
/** The consonants that end a syllable, in Unicode's order, as one types them. */
const FINALS = 'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'
  .split(' ')
  .map((final) => final.normalize('NFKD'));

/** The letters of a text, to compare: `Café 파드` becomes `cafe` and the five letters of 파드. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u11a8-\u11c2]/g, (final) => FINALS[final.charCodeAt(0) - FIRST_FINAL] ?? final);
}

/** The first consonant of each Korean syllable, everything else as it is: `파드 IP` becomes `ㅍㄷ ip`. */
export function initialsOf(text: string): string {
  return text
    .replace(/[가-힣]/g, (syllable) => syllable.normalize('NFD').charAt(0))
    .normalize('NFKD')
    .toLowerCase();
}

/** True for what can only be meant as first consonants: `ㅍㄷ`. */
export function areInitials(text: string): boolean {
  return /^[ㄱ-ㅎ]{2,}$/.test(text.replace(/\s/g, ''));
}

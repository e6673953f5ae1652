/** Kinds of bytes whose neighbourhood was counted: small letters (capitals with them), digits, quotes (all as `"`), signs; `~` is the rest. */
const KINDS = 'abcdefghijklmnopqrstuvwxyz0_-./:"= ~';

/**
 * How rare a pair of kinds is, a row for each first kind: a digit in base 36 is -1.5 log2 of the pair's share, rounded.
 *
 * Counted over 147 MB of Python, JavaScript, TypeScript, C, JSON and Markdown.
 */
const PAIR_RARITY =
  'ifdejielfkhcdcmekbcbghiiglhikinkklfgfjilemlmgfmfmlflmhilfnnohoijmjkmknjhdihkdlldgneeilbjmfhcgmmmjoihmjlmkmgg' +
  'eiigbjllenmiijfjmhgjglmkjpifkhmihldedhccfdgkhkkdebhefabbjfgcgmheiejffjabflkkggnocqqhnjemnfiieqnpjqhimholjmdf' +
  'hkjmdjiifoohjgikohghhmnpmnkhlijkjmefemlmckoodqolkmfmohkghpnqlqlimjnkjmfffgededenlokdeacglfcclgoipgjinkknmmih' +
  'knopfqqpmrqqqqjooqgpmpnspromulprpqlkimjlemlohqplmklmnmillplrprmfnkomlohgejjgbgklcpldlldjnkffeimognlelhljilfe' +
  'dglicllpfmnihleepmglimoplqlimjjmjofhdldccfclenhhjhdhoicbfhlpioifkhljgkcdhefdjehnfkgeeagdobeeehfimlmglklmkmeh' +
  'dljkclljgrifjldgndgefmnohokgmjnlkmhgknnomnmoloqloopplmnofqpqopmmtnsrponlcjggaifmcqihgdcineedfhkpfpkfkgligkdd' +
  'ekfkbjjfdpffjhefkicbfkjlgnifkdhggjcdcjfibilbbpkhijcgocefdljhdoheifkhgkbchgghdhipfppefdmgrdeenmqlpphjqnqrnoij' +
  'enmodolqgrkonpglqonooqprqrikqmnompkjgnmlhnnhfppmoihnphjmmplqoqmkolqpnpgijmimilooiqpnknlfpnlfqpoilrfiljollohg' +
  'jlkmjmlpjqojjhidokhhnokqpomhlinjjmefkooqgqpqjsropohrpqpqoroqmlllsiqsnrnmhiiiiimnlnnlmmnmnmlmmlmhonafhfkggnfb' +
  'fheggghhfljhgggfngefhhijnmgfumtqnpkikkjlkkmnkopklllkqkjkmmmoqmhsetqunpihhjghhhiihilhhihgohfgijkkojghuhitizge' +
  'jkjillklknpkkklkpkjklmknoqkoolfplpgdopmonnqqotrppnpntmnmqqrsruksqtiljkcfhihiiikjilmiiijhoighijkmnmjkkhkffnfb' +
  'mnmnkloomrpookloplljonorpsjpqtrviecgcdcdddffbjheedcdkccbeeehiicggjfhbc59ggeeefiheligggffleeefgjhlidhjfdfdg76';

/** A capital is met so much less than its small letter. */
const CAPITAL_SHARE = 1 / 8;

function kindOf(byte: number): number {
  const character = String.fromCharCode(byte).toLowerCase();
  const kind = /[0-9]/.test(character) ? '0' : /['`]/.test(character) ? '"' : character;
  return (KINDS.indexOf(kind) + KINDS.length) % KINDS.length; // what is not in the list is its last
}

const KIND = Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte));
const SHARES = Float64Array.from(PAIR_RARITY, (digit) => 2 ** (-Number.parseInt(digit, 36) / 1.5));

function pairShare(first: number, second: number): number {
  return SHARES[(KIND[first] as number) * KINDS.length + (KIND[second] as number)] as number;
}

const BYTE_SHARES = Float64Array.from({ length: 256 }, (_, byte) => {
  let share = 0;
  for (let other = 0; other < KINDS.length; other += 1) share += SHARES[(KIND[byte] as number) * KINDS.length + other] as number;
  const isLetter = /[A-Za-z]/.test(String.fromCharCode(byte));
  const alike = isLetter ? 1 : KIND[byte] === KINDS.length - 1 ? 150 : KIND[byte] === KINDS.indexOf('0') ? 10 : KIND[byte] === KINDS.indexOf('"') ? 3 : 1;
  return (share / alike) * (byte >= 0x41 && byte <= 0x5a ? CAPITAL_SHARE : 1);
});

/** The bytes that may stand at a place of a literal. */
export function variants(byte: number, ignoreCase: boolean): readonly number[] {
  return ignoreCase && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

/** Share of bytes of source code that both nibble masks let through; bit n stands for nibble n. */
export function passRate(low: number, high: number): number {
  let rate = 0;
  for (let upper = high; upper !== 0; upper &= upper - 1) {
    const row = (31 - Math.clz32(upper & -upper)) * 16;
    for (let lower = low; lower !== 0; lower &= lower - 1) rate += BYTE_SHARES[row + 31 - Math.clz32(lower & -lower)] as number;
  }
  return rate;
}

/** Share of places of source code at which these three bytes stand, roughly: each pair given its first byte. */
export function tripleShare(bytes: Uint8Array, at: number, ignoreCase: boolean): number {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  const capitals = ignoreCase ? 0 : [first, second, third].filter((byte) => byte >= 0x41 && byte <= 0x5a).length;
  const ofSecond = BYTE_SHARES[second >= 0x41 && second <= 0x5a ? second + 0x20 : second] as number;
  return ((pairShare(first, second) * pairShare(second, third)) / ofSecond) * CAPITAL_SHARE ** capitals;
}

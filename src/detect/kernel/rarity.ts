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

interface Shares {
  readonly kinds: Uint8Array;
  /** Of pairs of kinds. */
  readonly pairs: Float64Array;
  readonly bytes: Float64Array;
}

/** How many bytes are of a kind; a capital counts as its small letter, and the quotes as three. */
function membersOf(kind: number): number {
  if (kind === KINDS.length - 1) return 150;
  if (kind === KINDS.indexOf('0')) return 10;
  return kind === KINDS.indexOf('"') ? 3 : 1;
}

function countedShares(): Shares {
  const kinds = Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte));
  const pairs = Float64Array.from(PAIR_RARITY, (digit) => 2 ** (-Number.parseInt(digit, 36) / 1.5));
  const bytes = Float64Array.from(kinds, (kind, byte) => {
    const share = pairs.subarray(kind * KINDS.length, (kind + 1) * KINDS.length).reduce((sum, one) => sum + one, 0);
    return (share / membersOf(kind)) * (byte >= 0x41 && byte <= 0x5a ? CAPITAL_SHARE : 1);
  });
  return { kinds, pairs, bytes };
}

let known: Shares | undefined;

/** Worked out when something is planned: the built-in rules are planned already. */
function shares(): Shares {
  known ??= countedShares();
  return known;
}

function pairShare(first: number, second: number): number {
  const { kinds, pairs } = shares();
  return pairs[(kinds[first] as number) * KINDS.length + (kinds[second] as number)] as number;
}

/** The bytes that may stand at a place of a literal. */
export function variants(byte: number, ignoreCase: boolean): readonly number[] {
  return ignoreCase && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

/** Share of bytes of source code that both nibble masks let through; bit n stands for nibble n. */
export function passRate(low: number, high: number): number {
  const { bytes } = shares();
  let rate = 0;
  for (let upper = high; upper !== 0; upper &= upper - 1) {
    const row = (31 - Math.clz32(upper & -upper)) * 16;
    for (let lower = low; lower !== 0; lower &= lower - 1) rate += bytes[row + 31 - Math.clz32(lower & -lower)] as number;
  }
  return rate;
}

/** Share of places of source code at which these bytes stand, roughly: each pair given its first byte. */
export function textShare(bytes: Uint8Array, ignoreCase: boolean): number {
  let share = 1;
  bytes.forEach((byte, at) => {
    const isCapital = byte >= 0x41 && byte <= 0x5a;
    if (isCapital && !ignoreCase) share *= CAPITAL_SHARE;
    if (at > 0) share *= pairShare(bytes[at - 1] as number, byte);
    if (at > 0 && at < bytes.length - 1) share /= shares().bytes[isCapital ? byte + 0x20 : byte] as number;
  });
  return share;
}

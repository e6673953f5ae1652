/** Whether memory[from, to) has a control character that neither texts nor terminals write: 0 to 6, 14 to 31, but for ESC. */
export function holdsControls(from: usize, to: usize): bool {
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(at);
    const middle = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(14)), i8x16.splat(18));
    const escapes = i8x16.eq(bytes, i8x16.splat(0x1b));
    if (v128.any_true(v128.or(i8x16.lt_u(bytes, i8x16.splat(7)), v128.andnot(middle, escapes)))) return true;
  }
  for (; at < to; at++) {
    const byte = load<u8>(at);
    if (byte < 7 || (<u8>(byte - 14) < 18 && byte != 0x1b)) return true;
  }
  return false;
}

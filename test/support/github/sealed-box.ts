import sodium from 'libsodium-wrappers';

/** The key pair of one store of secrets: its public half goes to `gh`, the other one opens what comes back. */
export interface SealedBoxKey {
  readonly keyId: string;
  /** Base64, as GitHub gives it. */
  readonly publicKey: string;
  /** The value in a sealed box. Throws when it was sealed for another key. */
  open(encryptedValue: string): string;
}

let count = 0;

/** @see https://libsodium.gitbook.io/doc/public-key_cryptography/sealed_boxes */
export async function createSealedBoxKey(): Promise<SealedBoxKey> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const standard = sodium.base64_variants.ORIGINAL;
  count += 1;
  return {
    keyId: `56838018972209${count}`,
    publicKey: sodium.to_base64(publicKey, standard),
    open: (encryptedValue) => sodium.to_string(sodium.crypto_box_seal_open(sodium.from_base64(encryptedValue, standard), publicKey, privateKey)),
  };
}

/** What a consumer answers leaves the browser encrypted for the service: AES-256-CBC, its key by RSA (PKCS #1 v1.5). */
export async function encrypted(keyJwt, plaintext) {
  const { modulus, exponent } = payloadOf(keyJwt)
  const key = crypto.getRandomValues(new Uint8Array(32))
  const iv = crypto.getRandomValues(new Uint8Array(16))
  const aes = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt'])
  const ct = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, aes, new TextEncoder().encode(plaintext))
  return {
    ct: base64(new Uint8Array(ct)),
    iv: hex(iv),
    ek: base64(rsa(modulus, exponent, new TextEncoder().encode(hex(key)))),
  }
}

/** The claims of a JWT. */
export function payloadOf(jwt) {
  const text = atob(jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, character => character.charCodeAt(0))))
}

/** WebCrypto has no encryption by PKCS #1 v1.5, so the one line of arithmetic is done here. */
function rsa(modulusHex, exponentHex, message) {
  const modulus = BigInt('0x' + modulusHex)
  const size = Math.ceil(modulus.toString(16).length / 2)
  const random = size - message.length - 3
  if (random < 8) {
    throw new Error('The key of the form is too short')
  }
  const block = Uint8Array.of(0, 2, ...nonZero(random), 0, ...message)
  const result = power(BigInt('0x' + hex(block)), BigInt('0x' + exponentHex), modulus)
  return Uint8Array.from(result.toString(16).padStart(2 * size, '0').match(/../g), byte => parseInt(byte, 16))
}

function nonZero(count) {
  const bytes = []
  while (bytes.length < count) {
    bytes.push(...crypto.getRandomValues(new Uint8Array(count - bytes.length)).filter(byte => byte !== 0))
  }
  return bytes
}

function power(base, exponent, modulus) {
  let result = 1n
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n, square = square * square % modulus) {
    if (rest & 1n) {
      result = result * square % modulus
    }
  }
  return result
}

function hex(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function base64(bytes) {
  return btoa(String.fromCharCode(...bytes))
}

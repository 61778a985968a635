// The mathematics of the script against the server's: one fixed batch, oprf.json, which src/crypto/oprf checks as well.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { p256_oprf } from '@noble/curves/nist.js'
import { run } from './kit.mjs'

const { voprf } = p256_oprf
const vector = JSON.parse(readFileSync(new URL('oprf.json', import.meta.url)))
const bytes = digits => Uint8Array.from(Buffer.from(digits, 'hex'))
const hex = bytes => Buffer.from(bytes).toString('hex')
const [request, answer, key] = [vector.request, vector.answer, vector.public].map(bytes)
const element = (framed, at) => framed.slice(2 + at * 33, 35 + at * 33)

function items(answered = answer) {
  return vector.tokens.map(({ input, blind }, at) => ({
    input: bytes(input), blind: bytes(blind), blinded: element(request, at), evaluated: element(answered, at),
  }))
}

const finish = (answered, publicKey = key) => voprf.finalizeBatch(items(answered), publicKey, answered.slice(-64))

await run({
  'one seed gives one key': () => {
    const pair = voprf.deriveKeyPair(bytes(vector.seed), new TextEncoder().encode(vector.info))
    assert.equal(hex(pair.publicKey), vector.public)
  },
  'the frames are as long as they say': () => {
    assert.deepEqual([...request.slice(0, 2), request.length], [0, 5, 2 + 5 * 33])
    assert.deepEqual([...answer.slice(0, 2), answer.length], [0, 5, 2 + 5 * 33 + 64])
  },
  'the answer gives the tokens': () => {
    assert.deepEqual(finish(answer).map(hex), vector.tokens.map(({ output }) => output))
  },
  'another key, other elements or another proof are refused': () => {
    const other = voprf.deriveKeyPair(new Uint8Array(32).fill(7), new Uint8Array()).publicKey
    assert.throws(() => finish(answer, other))
    const changed = Uint8Array.from(answer)
    changed[answer.length - 1] ^= 1
    assert.throws(() => finish(changed))
    const swapped = Uint8Array.from([0, 5, ...element(answer, 1), ...element(answer, 0), ...answer.slice(2 + 66)])
    assert.throws(() => finish(swapped))
  },
})

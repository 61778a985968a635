// A real mail server for the tests: STARTTLS with AUTH on one port, TLS from the first byte with AUTH on another.
//
// Environment: MAIL_FOLDER (where messages are written), MAIL_CERT, MAIL_KEY (PEM files), MAIL_USER, MAIL_PASSWORD.
// Standard output, one JSON object per line: {"event":"ready"|"done"|"mail"|"held"|"refused"|"fault", ...}.
// Standard input, one word per line: accept | later | refuse | hang-up | keep-and-hang-up | hold | let-go | down | up.
// Each word is answered by a "done" line. The process ends when standard input does.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SMTPServer } from 'smtp-server'

const folder = process.env.MAIL_FOLDER
const key = readFileSync(process.env.MAIL_KEY)
const cert = readFileSync(process.env.MAIL_CERT)
const ports = { starttls: 0, tls: 0 }
let servers = []
let answer = 'accept'
let received = 0
// Messages whose senders wait for an answer.
const held = []

function say(event, details = {}) {
  process.stdout.write(JSON.stringify({ event, ...details }) + '\n')
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code })
}

function signIn(auth, session, done) {
  if (auth.username === process.env.MAIL_USER && auth.password === process.env.MAIL_PASSWORD) {
    return done(null, { user: auth.username })
  }
  say('refused', { reason: 'sign-in' })
  done(refusal(535, 'Authentication failed'))
}

function keep(message, session) {
  const name = String(++received).padStart(4, '0') + '.eml'
  writeFileSync(join(folder, name + '.part'), message)
  renameSync(join(folder, name + '.part'), join(folder, name))
  const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
  const to = session.envelope.rcptTo.map(recipient => recipient.address)
  say('mail', { file: name, from, to, encrypted: session.secure, user: session.user })
}

function hangUp() {
  for (const server of servers) for (const connection of server.connections) connection._socket.destroy()
}

function letGo() {
  const { message, session, done } = held.shift()
  keep(message, session)
  done(null, 'Kept')
}

function settle(message, session, done) {
  if (answer === 'hold') {
    held.push({ message, session, done })
    return say('held')
  }
  if (answer === 'accept') {
    keep(message, session)
    return done(null, 'Kept')
  }
  if (answer === 'keep-and-hang-up') keep(message, session)
  say('refused', { reason: answer })
  if (answer === 'later') return done(refusal(451, 'Try again later'))
  if (answer === 'refuse') return done(refusal(550, 'No such mailbox'))
  hangUp()
}

function receive(stream, session, done) {
  const parts = []
  stream.on('data', part => parts.push(part))
  stream.on('end', () => settle(Buffer.concat(parts), session, done))
}

function listen(secure, port) {
  const server = new SMTPServer({
    secure, key, cert, onAuth: signIn, onData: receive,
    authOptional: false, disableReverseLookup: true, closeTimeout: 100, logger: false,
  })
  // Without a listener, one failed handshake would end the process.
  server.on('error', error => say('fault', { reason: error.message }))
  return new Promise(resolve => server.listen(port, '127.0.0.1', () => {
    servers.push(server)
    resolve(server.server.address().port)
  }))
}

async function up() {
  ports.starttls = await listen(false, ports.starttls)
  ports.tls = await listen(true, ports.tls)
}

async function down() {
  const closing = servers.map(server => new Promise(resolve => server.close(resolve)))
  hangUp()
  await Promise.all(closing)
  servers = []
}

await up()
say('ready', ports)
for await (const line of createInterface({ input: process.stdin })) {
  const word = line.trim()
  if (word === 'up') await up()
  else if (word === 'down') await down()
  else if (word === 'let-go') letGo()
  else answer = word
  say('done', { word })
}
process.exit(0)

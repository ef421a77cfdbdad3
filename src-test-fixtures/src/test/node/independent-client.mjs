// A second, independent client of the Kosma XS2A and Auth API. It was written from the contract alone and shares nothing with
// the Java code, so that the simulator and the SDK cannot be wrong together. Node's own modules only.
//
//   node independent-client.mjs --base-url=http://127.0.0.1:8089 --token=t --user=embedded|redirect|decoupled
//
// Starts a session, lists the accounts with a full login, then reads transactions page by page within the same login. Prints one
// line of JSON and exits with 0; the first deviation from the contract goes to stderr, exit code 1.
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    token: { type: 'string', default: 't' },
    user: { type: 'string', default: 'embedded' },
  },
})

const RETURN_URL = 'https://consumer.example/return'
const STATES = ['PROCESSING', 'CONSUMER_INPUT_NEEDED', 'FINISHED', 'ABORTED', 'EXCEPTION']
const FINAL = ['FINISHED', 'ABORTED', 'EXCEPTION']
const ELEMENTS = ['context', 'input', 'choice', 'toggle', 'switchable', 'flicker', 'padlock', 'text', 'link', 'image']
const KEYED = ['input', 'choice', 'toggle', 'switchable', 'padlock']
const PAGE_SIZE = 20
const steps = []
const deadline = Date.now() + 60_000

class Deviation extends Error {}

function check(condition, message) {
  if (!condition) throw new Deviation(message)
}

const text = value => typeof value === 'string' && value.length > 0
const url = value => text(value) && URL.canParse(value) && /^https?:/.test(value)
const jwt = value => text(value) && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
const date = value => text(value) && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
const object = value => typeof value === 'object' && value !== null && !Array.isArray(value)

function noNulls(value, where) {
  check(value !== null, `${where} is null; an absent member must be left out`)
  if (typeof value === 'object') Object.entries(value).forEach(([name, inner]) => noNulls(inner, `${where}.${name}`))
}

// ---- HTTP -----------------------------------------------------------------------------------------------------------------

async function call(method, target, { body, token, status, what }) {
  const headers = { 'Klarna-Correlation-Id': randomUUID() }
  if (token !== undefined) headers.Authorization = `Token ${token}`
  if (body !== undefined) headers['Content-Type'] = 'application/json;charset=utf-8'
  const answer = await fetch(target, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
  })
  const content = await answer.text()
  check([status].flat().includes(answer.status), `${what}: status ${answer.status} instead of ${status}: ${content}`)
  check(answer.headers.has('Klarna-Correlation-Id'), `${what}: no Klarna-Correlation-Id`)
  if (content === '') return undefined
  check(answer.headers.get('Content-Type')?.startsWith('application/json'), `${what}: not application/json`)
  const json = JSON.parse(content)
  noNulls(json, what)
  if (answer.status >= 400) {
    check(object(json.error) && text(json.error.code) && text(json.error.message), `${what}: no error with code and message`)
    check(!('data' in json), `${what}: data beside error`)
    return json
  }
  check(object(json.data), `${what}: no data`)
  return json.data
}

const api = (method, target, what, status, body) => call(method, target, { body, token: options.token, status, what })
const auth = (method, target, what, body) => call(method, target, { body, status: 200, what }) // never with the token

// ---- forms ----------------------------------------------------------------------------------------------------------------

function encrypt(plaintext, key) {
  check(jwt(key), 'result.key: not a JWT')
  const { modulus, exponent } = JSON.parse(Buffer.from(key.split('.')[1], 'base64url').toString('utf8'))
  check(/^[0-9a-fA-F]+$/.test(modulus) && /^[0-9a-fA-F]+$/.test(exponent), 'result.key: modulus and exponent are not hexadecimal')
  const number = hex => Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
  const rsa = createPublicKey({ key: { kty: 'RSA', n: number(modulus), e: number(exponent) }, format: 'jwk' })
  const aes = randomBytes(32)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', aes, iv)
  const ct = Buffer.concat([cipher.update(JSON.stringify(plaintext), 'utf8'), cipher.final()])
  const ek = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(aes.toString('hex'), 'ascii'))
  return { ct: ct.toString('base64'), iv: iv.toString('hex'), ek: ek.toString('base64') }
}

function answerFor(element) {
  switch (element.key) {
    case 'interface':
      return pick(element, 'de_testbank_bias')
    case 'bias.apis.forms.elements.UsernameElement':
      return options.user
    case 'bias.apis.forms.elements.PasswordElement':
      check(element.password === true, 'the password is not marked as one')
      return '12345'
    case 'bias.apis.forms.elements.OtpElement':
      return '12345'
    case 'account_id':
      return pick(element, element.options[0].value)
    default:
      throw new Deviation(`a form element that nobody knows: ${element.key}`)
  }
}

function pick(element, value) {
  const option = element.options.find(o => o.value === value)
  check(option !== undefined && option.disabled === false, `${element.key}: ${value} is not to be chosen`)
  return value
}

function fill(elements, data = []) {
  for (const element of elements) {
    check(ELEMENTS.includes(element.type), `element type ${element.type}`)
    check(/^\d+\.\d+\.\d+$/.test(element.version), `${element.type}: version ${element.version}`)
    check(Array.isArray(element.tags), `${element.type}: no tags`)
    check(KEYED.includes(element.type) === text(element.key), `${element.type}: key ${element.key}`)
    check(element.validation_error === undefined, `${element.key}: ${JSON.stringify(element.validation_error)}`)
    if (element.type === 'context') {
      fill(element.content, data)
    } else if (KEYED.includes(element.type)) {
      const value = answerFor(element)
      data.push({ key: element.key, value })
      if (element.type === 'switchable') fill(element.options.find(o => o.value === value).content, data)
    }
  }
  return data
}

// ---- the consumer ---------------------------------------------------------------------------------------------------------

async function visitBank(bankUrl) {
  for (const target of [bankUrl, `${bankUrl}${bankUrl.includes('?') ? '&' : '?'}result=success`]) {
    let here = target
    for (let hop = 0; hop < 5; hop++) {
      const page = await fetch(here, { redirect: 'manual' })
      await page.arrayBuffer()
      const location = page.headers.get('Location')
      if (page.status < 300 || page.status > 399 || !location) break
      here = new URL(location, here).href
      if (here.startsWith(RETURN_URL)) {
        // a real consumer confirms; without one the test bank wants to be told that it went well
        return /[?&]result=/.test(here) ? here : `${here}${here.includes('?') ? '&' : '?'}result=success`
      }
    }
  }
  return `${bankUrl}${bankUrl.includes('?') ? '&' : '?'}result=success`
}

async function play(clientToken, mayLogIn) {
  check(jwt(clientToken), 'client_token: not a JWT')
  const { auth_url: authUrl } = JSON.parse(Buffer.from(clientToken.split('.')[1], 'base64url').toString('utf8'))
  check(url(authUrl), 'client_token: no auth_url')
  let next = authUrl
  let bankChosen = false
  let step = await auth('GET', authUrl, 'first step')
  for (;;) {
    check(STATES.includes(step.state), `step: state ${step.state}`)
    if (FINAL.includes(step.state)) {
      steps.push(step.state)
      return
    }
    check(Date.now() < deadline, 'the login did not end')
    check(url(step.next), 'step: no next while the flow is running')
    next = step.next
    const result = step.result ?? {}
    if (result.form) {
      const { form_identifier: formIdentifier, elements } = result.form
      check(text(formIdentifier) && Array.isArray(elements), 'form: no identifier or elements')
      const data = fill(elements)
      const keys = data.map(entry => entry.key)
      check(mayLogIn || !keys.some(key => key.endsWith('UsernameElement')), 'asked to log in again within the session')
      steps.push(keys.map(key => key.split('.').at(-1)).join('+'))
      step = await auth('POST', next, 'form', encrypt({ form_identifier: formIdentifier, data }, result.key))
    } else if (result.redirect) {
      check(text(result.redirect.id) && url(result.redirect.url), 'redirect: no id or url')
      steps.push('redirect')
      const body = { redirect_id: result.redirect.id, return_url: await visitBank(result.redirect.url) }
      step = await auth('POST', next, 'return from the bank', body)
    } else if (step.state === 'CONSUMER_INPUT_NEEDED') {
      check(!bankChosen && mayLogIn, 'input is needed, but there is neither form nor redirect nor a bank to choose')
      bankChosen = true
      steps.push('bank')
      step = await auth('POST', next, 'bank', { bank_code: '88888888', country_code: 'DE' })
    } else {
      if (steps.at(-1) !== 'poll') steps.push('poll')
      await delay(50)
      step = await auth('GET', next, 'poll')
    }
  }
}

async function startFlow(link, body, what) {
  const flow = await api('PUT', link, `start of ${what}`, 201, body)
  check(/^[0-9a-z]{32}$/.test(flow.flow_id), `${what}: flow_id ${flow.flow_id}`)
  check(['CONSUMER_INPUT_NEEDED', 'PROCESSING'].includes(flow.state), `${what}: state ${flow.state}`)
  check(url(flow.self) && jwt(flow.client_token), `${what}: no self or client_token`)
  return flow
}

async function finished(flow, type) {
  for (;;) {
    const read = await api('GET', flow.self, `read of ${type}`, 200)
    check(STATES.includes(read.state), `${type}: state ${read.state}`)
    check(jwt(read.client_token), `${type}: no client_token`)
    if (FINAL.includes(read.state)) {
      check(read.state === 'FINISHED', `${type}: ${read.state} ${JSON.stringify(read.error)}`)
      check(read.result?.type === type, `${type}: result of type ${read.result?.type}`)
      return read.result
    }
    check(read.result === undefined, `${type}: a result before the end`)
    check(Date.now() < deadline, `${type}: not finished in time`)
    await delay(50)
  }
}

// ---- what came back -------------------------------------------------------------------------------------------------------

function amount(value, where, signed) {
  check(object(value), `${where}: no amount`)
  check(Number.isSafeInteger(value.amount) && (signed || value.amount >= 0), `${where}: amount ${value.amount}`)
  check(/^[A-Z]{3}$/.test(value.currency), `${where}: currency ${value.currency}`)
}

function account(value, where) {
  check(object(value) && text(value.id), `${where}: no id`)
  if (value.balance !== undefined) amount(value.balance, `${where}.balance`, true)
  if (value.transfer_type !== undefined) {
    check(['NONE', 'DOMESTIC', 'FULL', 'REFERENCE', 'RESTRICTED'].includes(value.transfer_type), `${where}: ${value.transfer_type}`)
  }
  for (const [flow, capability] of Object.entries(value.capabilities ?? {})) {
    check(typeof capability.available === 'boolean', `${where}: capability ${flow}`)
  }
}

function transactions(result, seen) {
  account(result.account, 'transactions.account')
  check(date(result.from_date) && date(result.to_date) && result.from_date <= result.to_date, 'transactions: no window')
  check(typeof result.incomplete === 'boolean', 'transactions: no incomplete')
  check(Array.isArray(result.transactions), 'transactions: no list')
  for (const one of result.transactions) {
    amount(one.amount, 'transaction', false)
    check(['PROCESSED', 'PENDING', 'CANCELED', 'FAILED'].includes(one.state), `transaction: state ${one.state}`)
    check(['CREDIT', 'DEBIT'].includes(one.type), `transaction: type ${one.type}`)
    check(['TRANSFER', 'DIRECT_DEBIT', 'INSTANT', 'UNKNOWN'].includes(one.method), `transaction: method ${one.method}`)
    check(one.state === 'PENDING' || text(one.transaction_id), 'transaction: no transaction_id')
    const day = one.date ?? one.booking_date ?? one.value_date
    if (day !== undefined) check(result.from_date <= day && day <= result.to_date, `transaction of ${day} outside of the window`)
    if (one.transaction_id !== undefined) {
      check(!seen.has(one.transaction_id), `transaction ${one.transaction_id} came twice`)
      seen.add(one.transaction_id)
    }
  }
  return result.transactions.length
}

// ---- the consent ----------------------------------------------------------------------------------------------------------

async function useConsent(consent, psu) {
  check(text(consent.consent_id), 'consent: no id')
  check(Object.keys(consent.consents).sort().join() === 'accounts,transactions', `consent: calls ${Object.keys(consent.consents)}`)
  let token = consent.consent_token
  let calls = 0
  const use = async (link, what, body) => {
    check(url(link), `${what}: no link`)
    const data = await api('POST', link, what, 200, { consent_token: token, ...body })
    check(text(data.consent_token) && data.consent_token !== token, `${what}: no new token`)
    check(data.state === undefined && data.result.type === undefined, `${what}: answers like a flow`)
    token = data.consent_token
    calls++
    return data.result
  }
  const { accounts } = await use(consent.consents.accounts, 'accounts of the consent', {})
  accounts.forEach((one, i) => account(one, `consent.accounts[${i}]`))
  const today = new Date()
  const body = {
    account_id: accounts[0].id,
    from_date: new Date(today - 60 * 86_400_000).toISOString().slice(0, 10),
    to_date: new Date(today - 86_400_000).toISOString().slice(0, 10),
    preferred_pagination_size: PAGE_SIZE,
    psu,
  }
  let page = await use(consent.consents.transactions, 'transactions of the consent', body)
  check(page.pagination?.next !== undefined, 'transactions of the consent: fit on one page')
  const { url: link, next } = page.pagination
  page = await use(link, 'next page of the consent', { ...body, offset: next.offset })
  check(page.transactions.length > 0, 'next page of the consent: empty')
  const old = await api('POST', consent.consents.accounts, 'an old consent token', 400, { consent_token: consent.consent_token })
  check(old.error.code === 'CONSENT' && old.consent_token === undefined, `an old consent token: ${old.error.code}`)
  const lost = await api('POST', consent.consents.transactions, 'an unknown account', 400, { ...body, consent_token: token, account_id: 'x' })
  check(lost.error.code === 'CONSENT.RESOURCE_NOT_GRANTED', `an unknown account: ${lost.error.code}`)
  check(text(lost.consent_token) && lost.consent_token !== token, 'an unknown account: no new token')
  token = lost.consent_token
  await use(consent.consents.accounts, 'accounts of the consent again', { psu })
  return calls
}

// ---- the story ------------------------------------------------------------------------------------------------------------

async function run() {
  check(url(options['base-url']), '--base-url is missing')
  const sessions = `${options['base-url'].replace(/\/$/, '')}/xs2a/v1/sessions`
  const request = {
    psu: { user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Example/1.0', ip_address: '203.0.113.17' },
    language: 'en',
    redirect_return_url: RETURN_URL,
    consent_scope: { accounts: {}, transactions: {}, lifetime: 30 },
    _selected_bank: 'unknown members are ignored',
  }
  await call('PUT', sessions, { body: request, status: [401, 403], what: 'a call without a token' })
  const refused = await api('PUT', sessions, 'a session without psu', 400, { language: 'en' })
  check(refused.error.code.toLowerCase() === 'badrequest', `a session without psu: code ${refused.error.code}`)

  const session = await api('PUT', sessions, 'start of the session', 201, request)
  check(/^[0-9a-z]{32}$/.test(session.session_id), `session_id ${session.session_id}`)
  check(/^[0-9A-Z]{8}$/.test(session.session_id_short), `session_id_short ${session.session_id_short}`)
  check(url(session.self) && url(session.consent), 'session: no self or consent')
  for (const flow of ['accounts', 'account_details', 'balances', 'transactions', 'transfer']) {
    check(url(session.flows?.[flow]), `session: no link for ${flow}`)
  }
  const unknown = await api('GET', `${session.self}/flows/${'0'.repeat(32)}`, 'an unknown flow', 404)
  check(unknown.error.code.toLowerCase() === 'notfound', `an unknown flow: code ${unknown.error.code}`)

  const first = await startFlow(session.flows.accounts, {}, 'accounts')
  check(first.state === 'CONSUMER_INPUT_NEEDED', `accounts: starts with ${first.state}`)
  const conflict = await api('PUT', session.flows.balances, 'a second flow at a time', 409, {})
  check(conflict.error.code.toLowerCase() === 'conflict', `a second flow at a time: code ${conflict.error.code}`)
  await play(first.client_token, true)
  const { accounts } = await finished(first, 'accounts')
  check(Array.isArray(accounts) && accounts.length > 1, 'accounts: fewer than two')
  accounts.forEach((one, i) => account(one, `accounts[${i}]`))

  const second = await startFlow(
    session.flows.transactions, { last_days: 90, preferred_pagination_size: PAGE_SIZE }, 'transactions')
  await play(second.client_token, false)
  const seen = new Set()
  let page = await finished(second, 'transactions')
  check(accounts.some(one => one.id === page.account?.id), 'transactions: of an account that was not listed')
  let count = transactions(page, seen)
  let pages = 1
  while (page.pagination?.next !== undefined) {
    const { url: link, next } = page.pagination
    check(url(link) && text(next.offset), 'pagination: no url or offset')
    check(Number.isSafeInteger(page.pagination.count), 'pagination: no count')
    const more = await api('POST', link, 'next page', 200, { offset: next.offset })
    check(more.state === 'FINISHED' && more.result?.type === 'transactions', `next page: ${more.state}`)
    check(more.result.transactions.length <= PAGE_SIZE, `next page: ${more.result.transactions.length} transactions`)
    page = more.result
    count += transactions(page, seen)
    pages++
  }
  check(pages > 1, 'transactions: 90 days fit on one page, paging was not shown')

  const seenSession = await api('GET', session.self, 'read of the session', 200)
  check(seenSession.session_id === session.session_id && text(seenSession.state), 'read of the session: id or state')
  check(seenSession.previous_flows?.length === 2, 'read of the session: not two previous flows')
  check(seenSession.bank?.bank_code === '88888888', `read of the session: bank ${seenSession.bank?.bank_code}`)
  const consent = await api('POST', session.consent, 'the consent', 200)
  await api('DELETE', session.self, 'close of the session', [200, 202, 204])
  await api('PUT', session.flows.accounts, 'a flow in a closed session', [404, 409], {})
  const consentCalls = await useConsent(consent, request.psu)

  return { user: options.user, steps, accounts: accounts.length, transactions: count, pages, consentCalls }
}

try {
  console.log(JSON.stringify(await run()))
} catch (error) {
  console.error(error instanceof Deviation ? `deviation: ${error.message}` : `failed: ${error.stack ?? error}`)
  process.exitCode = 1
}

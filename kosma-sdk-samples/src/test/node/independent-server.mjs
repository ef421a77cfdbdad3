// A second, independent server of the Kosma XS2A and Auth API. It was written from the contract alone and shares nothing with
// the simulator; where the contract leaves a choice, it chooses differently. Node's own modules only.
//
//   node independent-server.mjs [--port=0] [--auth-port=0]
//
// Prints one line of JSON, {"xs2a":"http://127.0.0.1:…","auth":"http://127.0.0.1:…"}, when it is ready. Stops on SIGTERM and when
// its standard input is closed. User names: embedded (and any other), redirect, decoupled, wrong.
import { constants, createDecipheriv, createHash, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: { port: { type: 'string', default: '0' }, 'auth-port': { type: 'string', default: '0' } },
})

const BANKS = { 'DE:88888888': 'Testbank', 'DE:00000': 'Demo Bank', 'AT:00000': 'Demo Bank' }
const FLOWS = { accounts: 'accounts', 'account-details': 'account_details', balances: 'balances', transactions: 'transactions', transfer: 'transfer' }
const USER = 'bias.apis.forms.elements.UsernameElement'
const PASSWORD = 'bias.apis.forms.elements.PasswordElement'
const OTP = 'bias.apis.forms.elements.OtpElement'
const sessions = new Map()
const flows = new Map()
const origin = {}
let tokenReachedAuth = false

class Refused extends Error {
  constructor(status, code, message, location) {
    super(message)
    Object.assign(this, { status, code, location })
  }
}
const badRequest = (message, location) => new Refused(400, 'badRequest', message, location)
const notFound = () => new Refused(404, 'notFound', 'Nothing is here')

const id = () => Array.from(randomBytes(32), byte => '0123456789abcdefghijklmnopqrstuv'[byte % 32]).join('')
const jwt = payload => [{ typ: 'JWT', alg: 'none' }, payload]
  .map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).concat('bm9uZQ').join('.')
const day = time => new Date(time).toISOString().slice(0, 10)
const daysAgo = days => day(Date.now() - days * 86_400_000)
const given = value => value !== undefined && value !== ''
const euro = amount => ({ amount, currency: 'EUR', scale: 2 })

// ---- the bank's data ------------------------------------------------------------------------------------------------------

const every = ['account_details', 'balances', 'transactions', 'transfer']
const capabilities = (...available) => ({
  ...Object.fromEntries(every.map(flow => [flow, { available: available.includes(flow) }])),
  standing_orders: { available: false },
})
const ACCOUNTS = [
  { id: '0', alias: 'Girokonto', iban: 'DE06000000000023456789', account_number: '23456789', holder_name: 'Petra Musterfrau',
    bic: 'TESTDE20XXX', bank_code: '00000', transfer_type: 'FULL', account_type: 'DEFAULT', balance: euro(184_255),
    capabilities: capabilities(...every), opened_on: '2019-04-01' },
  { id: '1', iban: 'DE86000000002345678902', holder_name: 'Petra Musterfrau', bic: 'TESTDE20XXX', transfer_type: 'INTERPLANETARY',
    account_type: 'DEFAULT', balance: euro(-9_950), capabilities: capabilities(...every) },
  { id: '2', alias: 'Sparbuch', iban: 'DE45000000000098765432', transfer_type: 'NONE', account_type: 'SAVING',
    holder_address: { street_address: 'Ring 1', postalcode: '80331', city: 'München', country: 'DE', floor: '3' },
    capabilities: capabilities() },
]

function history(accountId, from, to) {
  const found = []
  for (let time = Date.parse(to); time >= Date.parse(from); time -= 86_400_000) {
    const date = day(time)
    for (const n of [0, 1]) {
      const digest = createHash('sha256').update(`${accountId}/${date}/${n}`).digest()
      const pending = date === daysAgo(0) && n === 0
      found.push({
        ...(pending ? {} : { transaction_id: digest.toString('hex').slice(0, 32), booking_date: date }),
        value_date: date,
        reference: `Purchase ${digest.readUInt16BE(0)}`,
        bank_references: { unstructured: `Purchase ${digest.readUInt16BE(0)}`, terminal: 'T-1' },
        amount: euro(100 + digest.readUInt16BE(2)),
        state: pending ? 'PENDING' : 'PROCESSED',
        type: digest[4] < 40 ? 'CREDIT' : 'DEBIT',
        method: digest[5] < 128 ? 'TRANSFER' : 'CARD_PAYMENT',
        ...(digest[6] < 100 ? { counter_party: { holder_name: 'Laden GmbH' } } : {}),
        carbon_footprint: 1,
      })
    }
  }
  return found
}

// ---- XS2A -----------------------------------------------------------------------------------------------------------------

function startSession(body) {
  if (!given(body.psu?.user_agent)) throw badRequest("'user_agent' is missing", 'body.psu.user_agent')
  if (!given(body.psu?.ip_address)) throw badRequest("'ip_address' is missing", 'body.psu.ip_address')
  const session = { id: id(), request: body, flows: [], open: true, loggedIn: false }
  if (body.selected_bank) session.bank = bank(body.selected_bank)
  sessions.set(session.id, session)
  const self = `${origin.xs2a}/xs2a/v1/sessions/${session.id}`
  const links = Object.entries(FLOWS).map(([segment, flow]) => [flow, `${self}/flows/${segment}`])
  return {
    session_id: session.id,
    session_id_short: session.id.replaceAll('1', '').slice(0, 8).toUpperCase(),
    self,
    consent: `${self}/consent/get`,
    flows: { ...Object.fromEntries(links), identity: `${self}/flows/identity` },
    valid_for_seconds: 1800,
  }
}

function bank({ bank_code: code, country_code: country }) {
  const name = BANKS[`${country?.toUpperCase()}:${code}`]
  if (!name) throw badRequest('Selected bank not allowed for this user', 'body.bank_code')
  return {
    bank_name: name, bank_code: code, country_code: country.toUpperCase(), connection: 'PSD2',
    bank_krn: 'krn:openbanking:global:bank:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', licence: 'full',
  }
}

const running = flow => ['PROCESSING', 'CONSUMER_INPUT_NEEDED'].includes(flow.state)
const reference = flow => ({ flow_id: flow.id, url: flow.self, type: flow.type })

function describe(session) {
  const current = session.flows.find(running)
  return {
    session_id: session.id,
    session_id_short: session.id.replaceAll('1', '').slice(0, 8).toUpperCase(),
    state: 'ACTIVE',
    ...(current ? { current_flow: reference(current) } : {}),
    previous_flows: session.flows.filter(flow => !running(flow)).map(reference),
    ...(session.bank ? { bank: session.bank } : {}),
  }
}

function startFlow(session, type, body) {
  if (session.flows.some(running)) {
    throw new Refused(409, 'CONFLICT', 'A new flow has to wait for the end of the running one')
  }
  const flow = { id: id(), type, session, request: body, reads: 0, polls: 0, steps: 0 }
  flow.self = `${origin.xs2a}/xs2a/v1/sessions/${session.id}/flows/${flow.id}`
  flow.token = jwt({ auth_url: `${origin.auth}/branded/xs2a/v1/wizard/${flow.id}`, scope: type })
  flow.candidates = candidates(flow)
  if (type === 'transactions') flow.window = timeframe(body)
  if (type === 'transfer' && !(body.amount && body.reference && body.to)) throw badRequest('Amount, reference and to are needed')
  session.flows.push(flow)
  flows.set(flow.id, flow)
  goOn(flow)
  return { flow_id: flow.id, state: flow.state, self: flow.self, client_token: flow.token, queue: 'fast' }
}

function candidates(flow) {
  const { iban, account_id: accountId, account_number: number, allowed_accounts: allowed } = flow.request
  if (allowed && (given(iban) || given(accountId))) throw badRequest('A filter and an account exclude each other')
  const able = ACCOUNTS
    .filter(one => flow.type === 'accounts' || one.capabilities[flow.type].available)
    .filter(one => !allowed?.account_types || allowed.account_types.includes(one.account_type))
    .filter(one => !allowed?.account_ids || allowed.account_ids.includes(one.id))
    .filter(one => !allowed?.currencies || allowed.currencies.includes('EUR'))
    .filter(one => !given(iban) || one.iban === iban.replaceAll(' ', ''))
    .filter(one => !given(accountId) || one.id === accountId)
    .filter(one => !given(number) || one.account_number === number)
  if (able.length === 0) throw badRequest('No account fits', 'body')
  return able
}

function timeframe({ from_date: from, to_date: to, last_days: days }) {
  const date = value => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
  if (given(from) !== given(to)) throw badRequest('from_date and to_date belong together', 'body.from_date')
  if (given(from) && given(days)) throw badRequest('Dates and last_days exclude each other', 'body.last_days')
  if (given(from)) {
    if (!date(from) || !date(to) || from > to) throw badRequest('No timeframe', 'body.from_date')
    return { from, to }
  }
  if (given(days) && !Number.isInteger(days)) throw badRequest('Not a number of days', 'body.last_days')
  return { from: daysAgo(days ?? 30), to: daysAgo(0) }
}

function readFlow(flow) {
  settle(flow)
  return {
    client_token: flow.token,
    ...(flow.state === 'FINISHED' ? { result: result(flow) } : {}),
    ...(flow.error ? { error: flow.error } : {}),
    state: flow.state,
    took_ms: 12,
  }
}

/** After the last input the bank takes its time: the next reading still says so, the one after it has the result. */
function settle(flow) {
  if (flow.state === 'PROCESSING' && flow.done && ++flow.reads > 1) flow.state = 'FINISHED'
}

function result(flow) {
  const account = flow.account
  switch (flow.type) {
    case 'accounts':
      return { type: 'accounts', accounts: flow.chosen ?? flow.candidates, complete: true }
    case 'account_details':
      return { type: 'account_details', account }
    case 'balances':
      return { type: 'balances', account, available: euro(account.balance.amount + 50_000), limit: euro(50_000) }
    case 'transactions':
      return page(flow, 0)
    default:
      return { type: 'transfer', transfer: { from: account, to: flow.request.to, amount: flow.request.amount, reference: flow.request.reference } }
  }
}

function page(flow, start) {
  const { from, to } = flow.window
  const all = history(flow.account.id, from, to)
  const size = flow.request.preferred_pagination_size || 25
  const transactions = all.slice(start, start + size)
  const { id: accountId, iban } = flow.account
  let pagination = {}
  if (start + size < all.length) {
    const offset = Buffer.from(`${flow.id}:${start + size}`).toString('base64')
    pagination = { count: transactions.length, url: `${flow.self}/list`, next: { offset, size }, total: all.length }
  }
  return { type: 'transactions', account: { id: accountId, iban }, from_date: from, to_date: to, incomplete: false, transactions, pagination }
}

function nextPage(flow, { offset }) {
  if (flow.type !== 'transactions' || flow.state !== 'FINISHED') throw notFound()
  const [flowId, start] = Buffer.from(String(offset), 'base64').toString('utf8').split(':')
  if (flowId !== flow.id || !/^\d+$/.test(start)) throw badRequest('Not an offset of this flow', 'body.offset')
  return { state: 'FINISHED', result: page(flow, Number(start)) }
}

function consent(session) {
  if (!session.flows.some(flow => flow.state === 'FINISHED')) throw notFound()
  const consentId = id()
  return {
    consent_id: consentId, consent_token: jwt({ consentId }),
    consents: { accounts: `${origin.xs2a}/xs2a/v1/consents/${consentId}/accounts/get` },
  }
}

function xs2a(method, path, readBody) {
  if (path === '/xs2a/v1/sessions' && method === 'PUT') return { status: 201, data: startSession(readBody()) }
  const [, sessionId, rest = ''] = path.match(/^\/xs2a\/v1\/sessions\/([^/]+)(\/.*)?$/) ?? []
  const session = sessions.get(sessionId)
  if (!session?.open) throw notFound()
  if (rest === '' && method === 'GET') return { status: 200, data: describe(session) }
  if (rest === '' && method === 'DELETE') {
    session.open = false
    return { status: 200, data: { closed: true } }
  }
  if (rest === '/consent/get' && method === 'POST') return { status: 200, data: consent(session) }
  const segment = rest.match(/^\/flows\/([^/]+)$/)?.[1]
  if (method === 'PUT' && FLOWS[segment]) return { status: 201, data: startFlow(session, FLOWS[segment], readBody()) }
  const [, flowId, list] = rest.match(/^\/flows\/([^/]+)(\/list)?$/) ?? []
  const flow = flows.get(flowId)
  if (flow?.session !== session) throw notFound()
  if (list && method === 'POST') return { status: 200, data: nextPage(flow, readBody()) }
  if (!list && method === 'GET') return { status: 200, data: readFlow(flow) }
  if (!list && method === 'DELETE') {
    if (!running(flow)) throw notFound()
    flow.state = 'ABORTED'
    return { status: 200, data: { state: 'ABORTED' } }
  }
  throw notFound()
}

// ---- Auth API -------------------------------------------------------------------------------------------------------------

const element = (type, rest) => ({ type, version: '1.1.0', tags: [], rank: 0, ...rest })
const input = (key, label, rest) => element('input', { key, label, password: false, read_only: false, ...rest })

/** Decides what the flow needs next; the same function for a fresh flow and after each answer. */
function goOn(flow) {
  const { session } = flow
  flow.step = undefined
  flow.state = 'CONSUMER_INPUT_NEEDED'
  flow.steps++
  if (!session.bank) {
    flow.step = { kind: 'bank', shown: { context: 'search', type: 'find_a_bank' } }
  } else if (!session.loggedIn && !flow.interface) {
    const customer = input('legacy.customer_number', 'Customer number', { validator: { required: true } })
    showForm(flow, 'interface', 'method', [element('switchable', {
      key: 'interface', tags: ['TABS'], selected: 'de_testbank_bias', options: [
        { value: 'de_testbank_bias', label: 'Demo Bank PSD2', content: [], disabled: false },
        { value: 'de_testbank', label: 'Demo Bank', description: 'The old way', content: [customer], disabled: false },
      ] })])
  } else if (!session.loggedIn) {
    login(flow)
  } else if (flow.type === 'accounts') {
    const selection = flow.request.accounts_selection ?? 'NO_SELECTION'
    if (selection === 'NO_SELECTION' || flow.chosen) end(flow)
    else chooseAccount(flow, selection === 'MULTIPLE_ACCOUNTS' ? { min: 1, max: flow.candidates.length } : undefined)
  } else if (!flow.account && flow.candidates.length > 1) {
    chooseAccount(flow, undefined)
  } else {
    flow.account ??= flow.candidates[0]
    if (flow.type === 'transfer' && !flow.authorized) askOtp(flow, 'release')
    else end(flow)
  }
}

function login(flow) {
  switch (flow.user) {
    case undefined:
      return showForm(flow, 'login', 'identification', [
        element('text', { content: 'Sign in with your bank', tags: ['HEADLINE'] }),
        input(USER, 'User', { validator: { required: true, min_length: 1 } }),
        element('context', { content: [input(PASSWORD, 'Secret', { password: true, validator: { required: true, min_length: 5, max_length: 64 } })] }),
      ])
    case 'wrong':
      flow.state = 'EXCEPTION'
      flow.error = { code: 'USER.ACCESS_DENIED.CREDENTIALS', message: 'Anmeldung abgelehnt', bank_code: 'E17' }
      return undefined
    case 'redirect':
      flow.step = { kind: 'redirect', state: id().slice(0, 8), id: randomBytes(8).toString('hex') }
      flow.step.shown = {
        context: 'authentication', type: 'leave',
        redirect: { id: flow.step.id, url: `${origin.auth}/testbank/authorize?flow=${flow.id}&state=${flow.step.state}`, method: 'GET' },
      }
      return undefined
    case 'decoupled':
      flow.state = 'PROCESSING'
      flow.step = { kind: 'poll', shown: { context: 'authentication', type: 'wait', message: 'Confirm in your app' } }
      return undefined
    default:
      return askOtp(flow, 'identification')
  }
}

function askOtp(flow, context) {
  showForm(flow, 'otp', context, [
    element('context', { tags: ['BOX_INFO'], content: [
      element('text', { content: 'Your code came by letter', tags: ['HELPTEXT'] }),
      input(OTP, 'Code', { validator: { required: true, numeric_only: true, max_length: 12 } }),
    ] }),
  ])
}

function chooseAccount(flow, allowSelected) {
  const options = flow.candidates.map(one => ({ value: one.id, label: one.alias ?? one.iban, disabled: false, iban: one.iban }))
  showForm(flow, 'account', 'which_account', [element('choice', {
    key: 'account_id', label: 'Account', selected: [], options, ...(allowSelected ? { allow_selected: allowSelected } : {}) })])
}

function end(flow) {
  flow.state = 'PROCESSING'
  flow.done = true
}

function showForm(flow, kind, context, elements) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e } = publicKey.export({ format: 'jwk' })
  const hex = value => Buffer.from(value, 'base64url').toString('hex').replace(/^0+/, '')
  flow.step = {
    kind, privateKey, elements, identifier: `form-${id().slice(0, 12)}`,
    shown: { context, type: 'questions', key: jwt({ modulus: hex(n), exponent: hex(e), use: 'enc' }) },
  }
  flow.step.shown.form = { form_identifier: flow.step.identifier, elements }
}

function decrypt({ ct, iv, ek }, privateKey) {
  try {
    // no padding here, taken off by hand: the runtime may refuse PKCS#1 v1.5 for decryption
    const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, leftPadded(Buffer.from(ek, 'base64')))
    const zero = block.indexOf(0, 2)
    const keyHex = block.subarray(zero + 1).toString('ascii')
    if (block[0] !== 0 || block[1] !== 2 || zero < 10 || !/^[0-9a-f]{64}$/.test(keyHex) || !/^[0-9a-f]{32}$/.test(iv)) throw new Error()
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(keyHex, 'hex'), Buffer.from(iv, 'hex'))
    return JSON.parse(Buffer.concat([decipher.update(Buffer.from(ct, 'base64')), decipher.final()]).toString('utf8'))
  } catch {
    throw badRequest('The form cannot be read', 'body.ct')
  }
}

const leftPadded = buffer => Buffer.concat([Buffer.alloc(Math.max(0, 256 - buffer.length)), buffer])

function answerForm(flow, body) {
  const { kind, identifier, privateKey, elements } = flow.step
  if (!given(body.ct) || !given(body.iv) || !given(body.ek)) throw badRequest('An encrypted form is expected', 'body')
  const plain = decrypt(body, privateKey)
  if (plain.form_identifier !== identifier) throw badRequest('Not the form that was shown', 'form_identifier')
  if (!Array.isArray(plain.data)) throw badRequest('No list of answers', 'data')
  const answers = new Map(plain.data.map(entry => [entry.key, entry.value]))
  const asked = { interface: ['interface'], login: [USER, PASSWORD], otp: [OTP], account: ['account_id'] }[kind]
  const foreign = [...answers.keys()].filter(key => !asked.includes(key))
  if (foreign.length > 0) throw badRequest(`Nobody asked for ${foreign}`, 'data')
  const again = (key, rule) => {
    const broken = structuredClone(elements)
    const mark = list => list.forEach(one => {
      if (one.key === key) one.validation_error = { [rule]: true }
      if (one.content instanceof Array) mark(one.content)
    })
    mark(broken)
    flow.steps++
    showForm(flow, kind, 'again', broken)
  }
  switch (kind) {
    case 'interface':
      if (answers.get('interface') !== 'de_testbank_bias') return again('interface', 'valid_options')
      flow.interface = true
      break
    case 'login':
      if (!given(answers.get(USER))) return again(USER, 'required')
      if (String(answers.get(PASSWORD) ?? '').length < 5) return again(PASSWORD, 'min_length')
      flow.user = answers.get(USER)
      break
    case 'otp':
      if (!/^\d+$/.test(answers.get(OTP) ?? '')) return again(OTP, 'numeric_only')
      if (flow.session.loggedIn) flow.authorized = true
      flow.session.loggedIn = true
      break
    default: {
      const values = [answers.get('account_id') ?? []].flat()
      const chosen = flow.candidates.filter(one => values.includes(one.id))
      if (chosen.length === 0 || chosen.length !== values.length) return again('account_id', 'valid_options')
      flow.account = chosen[0]
      flow.chosen = chosen
    }
  }
  return goOn(flow)
}

function answerStep(flow, body) {
  switch (flow.step?.kind) {
    case undefined:
    case 'poll':
      throw new Refused(409, 'CONFLICT', 'Nothing is asked')
    case 'bank':
      flow.session.bank = bank(body)
      return goOn(flow)
    case 'redirect':
      if (body.redirect_id !== flow.step.id || !URL.canParse(String(body.return_url))) throw badRequest('Not the way back', 'body.return_url')
      if (new URL(body.return_url).searchParams.get('state') !== flow.step.state) throw badRequest('Not this login', 'body.return_url')
      if (new URL(body.return_url).searchParams.get('result') !== 'success') {
        flow.state = 'EXCEPTION'
        flow.error = { code: 'USER.ABORTED', message: 'Not confirmed' }
        flow.step = undefined
        return undefined
      }
      flow.session.loggedIn = true
      return goOn(flow)
    default:
      return answerForm(flow, body)
  }
}

const nextPath = flow => `/branded/xs2a/v1/wizard/${flow.id}/turn/${flow.steps}`

function envelope(flow) {
  return running(flow)
    ? { state: flow.state, next: `${origin.auth}${nextPath(flow)}?lang=en`, ...(flow.step ? { result: flow.step.shown } : {}) }
    : { state: flow.state } // at the end there is neither next nor result
}

function wizard(method, path, readBody) {
  const [, flowId, rest] = path.match(/^\/branded\/xs2a\/v1\/wizard\/([^/]+)(\/.*)?$/) ?? []
  const flow = flows.get(flowId)
  if (!flow?.session.open) throw notFound()
  if (method === 'GET') {
    if (flow.step?.kind === 'poll' && ++flow.polls >= 3) {
      flow.session.loggedIn = true
      goOn(flow)
    } else {
      settle(flow)
    }
  } else if (method === 'POST') {
    if (path !== nextPath(flow) && (flow.steps > 1 || rest)) throw new Refused(409, 'CONFLICT', 'The latest next is elsewhere')
    answerStep(flow, readBody())
  } else {
    throw notFound()
  }
  return { status: 200, data: envelope(flow) }
}

/** The bank's own page: it sends the consumer back at once. */
function authorize(query) {
  const flow = flows.get(query.get('flow'))
  if (flow?.step?.kind !== 'redirect') throw notFound()
  const back = flow.session.request.redirect_return_url
  if (!back) return { status: 200, html: '<!doctype html><title>Testbank</title><p>Confirmed.</p>' }
  const target = new URL(back)
  target.searchParams.set('state', query.get('state'))
  target.searchParams.set('result', 'success')
  return { status: 302, headers: { Location: target.href } }
}

// ---- HTTP -----------------------------------------------------------------------------------------------------------------

function parsed(raw, request) {
  if (raw === '') return {}
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw badRequest('The content type is not JSON')
  try {
    const body = JSON.parse(raw)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch {
    // told below
  }
  throw badRequest('The body is no JSON object', 'body')
}

function serve(handle) {
  return createServer((request, response) => {
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8')
      const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1')
      let answer
      try {
        answer = request.method === 'GET' && raw !== ''
          ? { status: 403, html: '<html><body>Request blocked.</body></html>' }
          : handle(request, pathname, searchParams, () => parsed(raw, request))
      } catch (error) {
        const known = error instanceof Refused
        if (!known) console.error(error)
        const { code = 'TECHNICAL', message, location } = error
        const errors = location ? { errors: [{ message, location, hint: 'see the docs' }] } : {}
        answer = { status: known ? error.status : 500, error: { code: known ? code : 'TECHNICAL', message, ...errors, when: Date.now() } }
      }
      const { status, headers = {}, html, data, error } = answer
      const correlation = request.headers['klarna-correlation-id']
      if (correlation) headers['Klarna-Correlation-Id'] = correlation
      headers['Content-Type'] = html === undefined ? 'application/json' : 'text/html'
      response.writeHead(status, headers)
      response.end(html ?? JSON.stringify(error ? { error } : { data, generated_by: 'another server' }))
    })
  })
}

const xs2aServer = serve((request, path, query, body) => {
  if (!/^Token \S+$/.test(request.headers.authorization ?? '')) throw new Refused(401, 'unauthorized', 'A token is needed')
  return xs2a(request.method, path, body)
})
const authServer = serve((request, path, query, body) => {
  if (request.headers.authorization !== undefined) {
    tokenReachedAuth = true
    console.error(`the token reached the auth origin: ${request.method} ${path}`)
    throw badRequest('No Authorization header belongs here')
  }
  return path === '/testbank/authorize' && request.method === 'GET' ? authorize(query) : wizard(request.method, path, body)
})

const listen = (server, port) => new Promise((resolve, reject) => {
  server.once('error', reject)
  server.listen(Number(port), '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`))
})
function stop() {
  process.exit(tokenReachedAuth ? 1 : 0)
}

origin.xs2a = await listen(xs2aServer, options.port)
origin.auth = await listen(authServer, options['auth-port'])
process.on('SIGTERM', stop)
process.stdin.on('end', stop).on('close', stop).resume()
console.log(JSON.stringify(origin))

/** The App in its frame: follows the Auth API from step to step, and tells the page around it by messages only. */
import { encrypted, payloadOf } from './crypto.js'
import { node, shown } from './forms.js'

const POLL_MILLIS = 1000
const main = document.getElementById('step')

let origin
let options = {}
let authUrl
let next
let isReady = false
let isOver = false

window.addEventListener('message', event => {
  if (event.source !== window.parent || event.data?.kosma !== 'start' || authUrl) {
    return
  }
  origin = event.origin
  options = event.data.options
  document.documentElement.dataset.theme = options.theme ?? 'default'
  if (options.appearanceMode) {
    document.documentElement.dataset.appearance = options.appearanceMode
  }
  if (options.skipInitialLoader) {
    main.replaceChildren()
  }
  try {
    authUrl = payloadOf(event.data.clientToken).auth_url
  } catch {
    fail({ code: 'TECHNICAL', message: 'The client token cannot be read' })
    return
  }
  go(() => call(authUrl))
})
window.parent.postMessage({ kosma: 'hello' }, '*')

document.getElementById('close').addEventListener('click', () => tell(isOver ? 'close' : 'abort'))

function tell(kosma, details = {}) {
  window.parent.postMessage({ kosma, ...details }, origin ?? '*')
}

/** Runs one call to the Auth API and shows the step it leads to. */
async function go(making) {
  main.setAttribute('aria-busy', 'true')
  try {
    show(await making())
  } catch (trouble) {
    fail({ code: 'TECHNICAL', message: String(trouble.message ?? trouble) })
  } finally {
    main.removeAttribute('aria-busy')
  }
}

async function call(url, body) {
  const answer = await fetch(url, body === undefined
    ? { headers: { Accept: 'application/json' } }
    : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const json = await answer.json()
  if (!answer.ok) {
    throw new Error(json.error?.message ?? 'The service answered ' + answer.status)
  }
  return json.data
}

function show(step) {
  next = step.next ?? authUrl
  const result = step.result ?? {}
  if (step.state === 'FINISHED') {
    end('finished', 'Done', 'You can close this window.')
  } else if (step.state === 'EXCEPTION' || step.state === 'ABORTED') {
    fail(result.error ?? step.error ?? { code: step.state, message: 'The login ended without a result' })
  } else if (result.form) {
    showForm(result)
  } else if (result.redirect) {
    showRedirect(result.redirect)
  } else if (step.state === 'PROCESSING') {
    showWaiting()
  } else {
    showBanks()
  }
  if (!isReady) {
    isReady = true
    tell('ready')
  }
}

function screen(title, ...content) {
  main.replaceChildren(node('h1', {}, title), ...content)
  main.focus()
}

const TITLES = {
  authentication: 'Log in at your bank',
  account_selection: 'Choose an account',
  authorization: 'Authorise the payment',
}

function showForm(result) {
  const form = shown(result.form.elements, options)
  const error = result.error ? [node('p', { className: 'error', role: 'alert' }, result.error.message)] : []
  const button = node('button', { className: 'go', type: 'submit' }, 'Continue')
  const whole = node('form', { noValidate: true }, ...error, form.node, button)
  whole.addEventListener('submit', event => {
    event.preventDefault()
    button.disabled = true
    const answer = { form_identifier: result.form.form_identifier, data: form.read() }
    go(async () => call(next, await encrypted(result.key, JSON.stringify(answer))))
  })
  screen(TITLES[result.context] ?? 'Your bank asks', ...consent(), whole)
}

function consent() {
  const details = node('details', { className: 'box', open: Boolean(options.unfoldConsentDetails) },
    node('summary', {}, 'What you agree to'),
    node('p', {}, 'The application that opened this window gets what it asked your bank for, and nothing else. Your credentials go to the bank only.'))
  return [details]
}

function showRedirect(redirect) {
  const isNewWindow = options.psd2RedirectMethod !== 'sameWindow'
  const button = node('button', { className: 'go', type: 'button' }, 'Go to your bank')
  button.addEventListener('click', () => {
    if (isNewWindow) {
      window.open(redirect.url, '_blank', 'noopener')
    } else {
      tell('redirect', { url: redirect.url })
    }
  })
  screen('Confirm at your bank',
    node('p', {}, isNewWindow ? 'Your bank opens in a new window. Come back here when you are done.' : 'Your bank asks you to confirm on its own page.'),
    button)
  pollReturn(redirect.id)
}

/** The bank's page tells the playground where it sent the consumer; the App reports that to the Auth API. */
async function pollReturn(id) {
  const answer = await fetch('returned?redirect_id=' + encodeURIComponent(id))
  if (answer.status === 200) {
    const { return_url: returnUrl } = await answer.json()
    go(() => call(next, { redirect_id: id, return_url: returnUrl }))
  } else {
    setTimeout(() => isOver || pollReturn(id), POLL_MILLIS)
  }
}

function showWaiting() {
  screen('Confirm in your banking app', node('p', { className: 'wait', role: 'status' }, 'Waiting for your confirmation …'))
  setTimeout(() => isOver || go(() => call(authUrl)), POLL_MILLIS)
}

async function showBanks() {
  const { banks } = await (await fetch('banks')).json()
  const list = node('select', { id: 'bank' }, ...banks.map((bank, i) =>
    node('option', { value: String(i) }, `${bank.bank_name}, ${bank.country_code} ${bank.bank_code}`)))
  const whole = node('form', {}, node('label', { htmlFor: 'bank' }, 'Your bank'), list, node('button', { className: 'go' }, 'Continue'))
  whole.addEventListener('submit', event => {
    event.preventDefault()
    const { bank_code: code, country_code: country } = banks[Number(list.value)]
    go(() => call(next, { bank_code: code, country_code: country }))
  })
  screen('Choose your bank', whole)
}

function end(how, title, text, details = {}) {
  isOver = true
  screen(title, node('p', {}, text))
  const close = node('button', { className: 'go', type: 'button', onclick: () => tell('close') }, 'Close')
  main.append(close)
  tell(how, details)
}

function fail(error) {
  end('error', 'This did not work', error.message ?? error.code, { error: { code: error.code, message: error.message } })
}

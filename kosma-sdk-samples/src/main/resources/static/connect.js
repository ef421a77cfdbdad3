/* What pages do more with script; all of them work without, but for the XS2A App. */
(() => {
  'use strict'

  /** Whoever sent a form with mistakes begins at the list of them. */
  document.getElementById('problems')?.focus()

  /** A form is sent once. */
  document.addEventListener('submit', event => {
    const form = event.target
    if (form.dataset.sent) {
      event.preventDefault()
    } else if (form.method === 'post') {
      form.dataset.sent = 'true'
    }
  })
  window.addEventListener('pageshow', () => document.querySelectorAll('form').forEach(form => delete form.dataset.sent))

  /** The bank's app is waited for: the server says when it is through. Where it is silent, the page says so, and a link looks. */
  const waiting = document.querySelector('[data-events]')
  if (waiting) {
    const progress = document.getElementById('progress')
    const events = new EventSource(waiting.dataset.events)
    events.addEventListener('waiting', event => {
      progress.textContent = `Waiting for your confirmation, ${event.data} seconds so far.`
    })
    events.addEventListener('error', () => {
      progress.textContent = events.readyState === EventSource.CLOSED
        ? 'This page is not told any more when you have confirmed. Look now, after you have.'
        : 'The connection was lost. This page tries again; you can go on confirming.'
    })
    events.addEventListener('next', () => {
      events.close()
      window.location.reload()
    })
  }

  /** The XS2A App says how it is doing. */
  const status = document.getElementById('app-status')
  if (status) {
    const say = text => () => { status.textContent = text }
    document.addEventListener('xs2a:load', say('The App is opening.'))
    document.addEventListener('xs2a:ready', say('The App is open.'))
    document.addEventListener('xs2a:finished', say('Done. One moment, please.'))
    document.addEventListener('xs2a:abort', say('You closed the App. Open it again, or cancel.'))
    document.addEventListener('xs2a:error', event => {
      status.textContent = event.detail instanceof Error
        ? 'The App cannot be opened. Log in on our pages instead.'
        : 'This did not work. One moment, please.'
    })
  }
})()

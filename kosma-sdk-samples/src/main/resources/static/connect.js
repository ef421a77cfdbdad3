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

  /** The bank's app is waited for: the server says when it is through. */
  const waiting = document.querySelector('[data-events]')
  if (waiting) {
    const progress = document.getElementById('progress')
    const events = new EventSource(waiting.dataset.events)
    events.addEventListener('waiting', event => {
      progress.textContent = `Waiting for your confirmation, ${event.data} seconds so far.`
    })
    events.addEventListener('next', () => {
      events.close()
      window.location.reload()
    })
  }

  /** Masks: what the bank says of the layout of the characters is filled in while one types. */
  document.querySelectorAll('input[data-mask]').forEach(input => {
    const mask = input.dataset.mask
    const isFixed = character => !/[\w*#?]/.test(character)
    input.addEventListener('input', event => {
      const next = mask[input.value.length]
      if (event.inputType === 'insertText' && input.selectionStart === input.value.length && next && isFixed(next)) {
        input.value += next
      }
    })
  })

  /** A pattern is drawn by pressing its cells; the field beneath holds their numbers, and can be used instead. */
  document.querySelectorAll('.cells').forEach(cells => {
    const field = document.getElementById(cells.dataset.for)
    cells.removeAttribute('aria-hidden')
    cells.setAttribute('role', 'group')
    cells.setAttribute('aria-label', 'Cells of the pattern')
    for (const cell of cells.querySelectorAll('.cell')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'cell'
      button.textContent = cell.textContent
      button.setAttribute('aria-label', `Cell ${cell.textContent}`)
      button.addEventListener('click', () => {
        field.value = `${field.value} ${cell.textContent}`.trim()
        button.classList.add('drawn')
      })
      cell.replaceWith(button)
    }
    const again = tools(['Start again', () => {
      field.value = ''
      cells.querySelectorAll('.drawn').forEach(button => button.classList.remove('drawn'))
    }])
    cells.after(again)
  })

  /** Pictures that may be resized. */
  document.querySelectorAll('img[data-resizable=true]').forEach(image => {
    const resize = factor => {
      image.style.width = Math.round(Math.max(80, image.getBoundingClientRect().width * factor)) + 'px'
      image.style.maxWidth = 'none'
    }
    image.after(tools(['Smaller', () => resize(0.85)], ['Larger', () => resize(1.18)]))
  })

  /** Another speed without loading the page anew, which would empty the form. */
  document.querySelectorAll('a[data-flicker]').forEach(link => link.addEventListener('click', event => {
    event.preventDefault()
    document.getElementById('flicker').src = link.dataset.flicker
    document.querySelectorAll('a[data-flicker]').forEach(one => one.removeAttribute('aria-current'))
    link.setAttribute('aria-current', 'true')
  }))

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

  function tools(...buttons) {
    const row = document.createElement('div')
    row.className = 'tools'
    for (const [label, action] of buttons) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button quiet'
      button.textContent = label
      button.addEventListener('click', action)
      row.append(button)
    }
    return row
  }
})()

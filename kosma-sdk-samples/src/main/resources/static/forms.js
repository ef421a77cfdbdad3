/* What forms of banks do more with script; all of them work without. */
(() => {
  'use strict'

  /** Masks: the separators of the layout are filled in while one types, as long as that is at the end. */
  document.querySelectorAll('input[data-mask]').forEach(input => input.addEventListener('input', event => {
    const isAtTheEnd = input.selectionStart === input.value.length
    if (isAtTheEnd && !event.isComposing && !event.inputType?.startsWith('delete')) {
      input.value = laidOut(input.value, input.dataset.mask)
    }
  }))

  const PLACES = { 0: /\p{N}/u, A: /\p{L}/u, _: /[\p{N}\p{L}]/u }

  /** What does not fit the mask stays as it was typed: a mask is a hint. */
  function laidOut(text, mask) {
    let rest = text
    let result = ''
    for (const place of mask) {
      if (rest === '' && (place in PLACES || result === '')) {
        return result
      }
      if (!(place in PLACES)) {
        result += place
        rest = rest.startsWith(place) ? rest.slice(1) : rest
        continue
      }
      // a separator that is there already, typed once more
      rest = !PLACES._.test(rest[0]) && result.endsWith(rest[0]) ? rest.slice(1) : rest
      if (rest === '') {
        return result
      }
      if (!PLACES[place].test(rest[0])) {
        return text
      }
      result += rest[0]
      rest = rest.slice(1)
    }
    return result + rest
  }

  /** A pattern is drawn over its cells, or they are pressed; the field beneath holds their numbers, and can be used instead. */
  document.querySelectorAll('.cells').forEach(cells => {
    const field = document.getElementById(cells.dataset.for)
    const told = document.createElement('p')
    told.className = 'help'
    told.setAttribute('role', 'status')
    let under

    cells.removeAttribute('aria-hidden')
    cells.setAttribute('role', 'group')
    cells.setAttribute('aria-label', 'Cells of the pattern')
    for (const cell of cells.querySelectorAll('.cell')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'cell'
      button.textContent = cell.textContent
      button.setAttribute('aria-label', `Cell ${cell.textContent}`)
      cell.replaceWith(button)
    }

    const show = () => {
      const numbers = field.value.match(/\d+/g) ?? []
      cells.querySelectorAll('.cell').forEach(cell => cell.classList.toggle('drawn', numbers.includes(cell.textContent)))
      told.textContent = numbers.length ? `Cells so far: ${numbers.length}` : 'Nothing drawn yet'
    }
    const draw = cell => {
      field.value = `${field.value} ${cell.textContent}`.trim()
      show()
    }
    const goOver = event => {
      const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('.cell')
      if (cell && cell !== under && cells.contains(cell)) {
        under = cell
        draw(cell)
      }
    }
    cells.addEventListener('pointerdown', event => {
      if (event.isPrimary && event.button === 0) {
        under = cells
        goOver(event)
      }
    })
    cells.addEventListener('pointermove', event => {
      if (under && event.isPrimary) {
        event.getCoalescedEvents?.().forEach(goOver)
        goOver(event)
      }
    })
    for (const end of ['pointerup', 'pointercancel']) {
      document.addEventListener(end, () => { under = undefined })
    }
    // of the keyboard and of assistive technology; what a pointer presses is drawn already
    cells.addEventListener('click', event => event.detail === 0 && event.target.matches('.cell') && draw(event.target))
    field.addEventListener('input', show)
    cells.after(told, tools(['Start again', () => {
      field.value = ''
      show()
    }]))
    show()
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

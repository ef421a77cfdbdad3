/*
 * Opens the XS2A App for the flow of a page. The page has an element with data-xs2a-app, and loads this script before the
 * launcher. The App's callbacks arrive as events on that element, xs2a:load to xs2a:close, and submit forms of the page.
 */
(() => {
  'use strict'

  const place = document.querySelector('[data-xs2a-app]')
  if (!place) {
    return
  }
  const { clientToken, openedBy } = place.dataset
  const configuration = JSON.parse(place.dataset.configure)
  const options = JSON.parse(place.dataset.startFlow)
  const forms = JSON.parse(place.dataset.submit)
  const button = openedBy && document.getElementById(openedBy)

  const notify = (name, detail) => place.dispatchEvent(new CustomEvent('xs2a:' + name, { bubbles: true, detail }))

  const tell = name => detail => {
    notify(name, detail)
    const form = forms[name] && document.getElementById(forms[name])
    if (form) {
      form.requestSubmit()
    }
  }

  const callbacks = {
    onLoad: tell('load'),
    onReady: tell('ready'),
    onFinished: tell('finished'),
    onError: tell('error'),
    onAbort: tell('abort'),
    onClose: tell('close'),
  }

  const open = () => {
    try {
      window.XS2A.startFlow(clientToken, { ...options, ...callbacks })
    } catch (error) {
      notify('error', error)
    }
  }

  window.onXS2AReady = XS2A => {
    XS2A.configure(configuration)
    if (button) {
      button.addEventListener('click', open)
      button.disabled = false
    } else {
      open()
    }
  }

  const launcher = document.querySelector('script[data-xs2a-launcher]')
  if (launcher) {
    launcher.addEventListener('error', () => notify('error', new Error('The launcher of the XS2A App cannot be loaded')))
  }
})()

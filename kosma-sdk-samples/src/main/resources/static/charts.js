/* Draws the table of the page, so that chart and numbers cannot differ. */
(() => {
  'use strict'

  const table = document.getElementById('spending')
  const canvas = document.getElementById('by-month')
  if (!table || !canvas || !window.Chart) {
    return
  }
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const colours = ['#7c4dbd', '#1f8a70', '#d9822b', '#2f6fb5', '#c23b5a', '#6d8a1f', '#0f9bb5', '#a65e2e', '#8a8f99', '#9a7fb8']
  const months = [...table.querySelectorAll('thead th')].slice(1, -1).map(cell => cell.textContent)
  const datasets = [...table.querySelectorAll('tbody tr')].map((row, i) => ({
    label: row.querySelector('th').textContent,
    data: [...row.querySelectorAll('td[data-number]')].map(cell => Number(cell.dataset.number)),
    backgroundColor: colours[i % colours.length],
  }))

  let chart
  const draw = () => {
    const style = getComputedStyle(document.documentElement)
    const ink = style.getPropertyValue('--ink').trim()
    const line = style.getPropertyValue('--line').trim()
    chart?.destroy()
    chart = new window.Chart(canvas, {
      type: 'bar',
      data: { labels: months, datasets },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        scales: {
          x: { stacked: true, ticks: { color: ink }, grid: { display: false } },
          y: { stacked: true, ticks: { color: ink }, grid: { color: line } },
        },
        plugins: { legend: { position: 'bottom', labels: { color: ink, boxWidth: 14 } } },
      },
    })
  }
  draw()
  dark.addEventListener('change', draw)
})()

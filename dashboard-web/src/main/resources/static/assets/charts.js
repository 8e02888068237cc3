// Draws each metric's trend from the table of numbers beside it. Without a script the tables are all there is.
(() => {
  'use strict';

  const drawn = new Map();
  const SECONDS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = text => (text === undefined ? null : Number(text));

  function scaleOf(unit, most) {
    if (unit === 'ratio') return { factor: 100, suffix: ' %' };
    if (unit === 'seconds') {
      const [suffix, seconds] = SECONDS.find(([, each]) => most >= 2 * each) || SECONDS[SECONDS.length - 1];
      return { factor: 1 / seconds, suffix: ' ' + suffix };
    }
    if (most >= 1) return { factor: 1, suffix: '/day' };
    return most * 7 >= 1 ? { factor: 7, suffix: '/week' } : { factor: 30.4375, suffix: '/month' };
  }

  /** A thin line from low to high behind each point: where the true value lies. */
  const whiskers = {
    id: 'whiskers',
    beforeDatasetsDraw(chart, _, options) {
      if (!options.rows) return;
      const { ctx, chartArea, scales } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top - 4, chartArea.width, chartArea.height + 8);
      ctx.clip();
      ctx.strokeStyle = options.colour;
      ctx.lineWidth = Math.max(2, Math.min(8, chartArea.width / options.rows.length / 3));
      options.rows.forEach((row, index) => {
        if (row.low === null) return;
        const x = scales.x.getPixelForValue(index);
        ctx.beginPath();
        ctx.moveTo(x, scales.y.getPixelForValue(row.low));
        ctx.lineTo(x, scales.y.getPixelForValue(row.high));
        ctx.stroke();
      });
      ctx.restore();
    },
  };

  function rowsOf(table) {
    return [...table.tBodies[0].rows].map(row => ({
      label: row.dataset.label,
      value: number(row.dataset.value),
      low: number(row.dataset.low),
      high: number(row.dataset.high),
      provisional: row.dataset.provisional === 'true',
      text: [...row.cells].slice(1).map(cell => cell.textContent.trim()).filter(Boolean),
    }));
  }

  function draw(figure) {
    const canvas = figure.querySelector('canvas');
    const table = document.getElementById(figure.dataset.table);
    const rows = rowsOf(table);
    const values = rows.map(row => row.value).filter(value => value !== null);
    if (!values.length || !window.Chart) return;
    figure.hidden = false;

    const unit = figure.dataset.unit;
    const isRate = unit === 'ratio';
    const isBars = unit === 'deployments/day';
    const most = Math.max(...values, 0);
    const highest = Math.max(most, ...rows.map(row => row.high || 0));
    const scale = scaleOf(unit, most);
    const scaled = value => (value === null ? null : value * scale.factor);
    const shown = rows.map(row => ({ ...row, value: scaled(row.value), low: scaled(row.low), high: scaled(row.high) }));
    // an interval may be many times its value: of durations it is cut off rather than squashing the line
    const top = isRate ? Math.min(1, highest) : Math.min(highest, most * 2) || most;
    const data = colour('--data');
    const ground = colour('--ground');
    const points = shown.length > 70 ? 2 : 3.5;

    const chart = new window.Chart(canvas, {
      type: isBars ? 'bar' : 'line',
      data: {
        labels: shown.map(row => row.label),
        datasets: [{
          data: shown.map(row => row.value),
          borderColor: data,
          borderWidth: isBars ? 1 : 1.75,
          backgroundColor: isBars ? shown.map(row => (row.provisional ? colour('--band') : data)) : data,
          pointBackgroundColor: shown.map(row => (row.provisional ? ground : data)),
          pointBorderColor: data,
          pointRadius: points,
          pointHoverRadius: points + 2,
          showLine: figure.dataset.metric === 'change_lead_time',
          tension: 0,
          spanGaps: false,
          maxBarThickness: 40,
          categoryPercentage: 0.9,
          barPercentage: 0.92,
        }],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        layout: { padding: { top: 6, right: 4 } },
        scales: {
          x: {
            offset: true,
            grid: { display: false },
            border: { color: colour('--rule') },
            ticks: { color: colour('--quiet'), maxRotation: 0, autoSkipPadding: 18 },
          },
          y: {
            beginAtZero: true,
            max: isRate && top > 0.8 ? 100 : undefined,
            suggestedMax: Math.max(top * scale.factor, isRate ? 5 : 0),
            grid: { color: colour('--grid') },
            border: { display: false },
            ticks: {
              color: colour('--quiet'),
              maxTicksLimit: 5,
              callback: value => (Math.round(value * 100) / 100) + scale.suffix,
            },
          },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            backgroundColor: colour('--text'),
            titleColor: ground,
            bodyColor: ground,
            callbacks: { label: item => shown[item.dataIndex].text },
          },
          whiskers: { rows: shown, colour: colour('--band') },
        },
      },
      plugins: [whiskers],
    });
    drawn.set(figure, chart);
  }

  function drawAll() {
    drawn.forEach((chart, figure) => {
      chart.destroy();
      drawn.delete(figure);
    });
    document.querySelectorAll('figure.chart').forEach(draw);
    document.documentElement.dataset.charts = drawn.size;
  }

  if (window.Chart) window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawAll();
  document.body.addEventListener('htmx:afterSettle', drawAll);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();

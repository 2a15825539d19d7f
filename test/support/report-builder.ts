let next = 0;

/** A complete report body; the case at hand changes what it is about. */
export function aReport(change: Record<string, unknown> = {}): Record<string, unknown> & { clientReportId: string } {
  return {
    clientReportId: `test-${++next}`,
    kind: 'VIOLATION',
    language: 'en',
    narrative: 'Mortar rounds fell on the town.',
    occurred: { from: '2016-03-02T10:00:00+02:00', precision: 'EXACT' },
    place: { lat: 34.8353, lon: 36.7418, radiusM: 500 },
    act: 'ATTACK',
    weapon: 'MORTAR',
    target: 'CIVILIAN_AREA',
    allegedPerpetrator: 'SAF',
    observation: 'SAW',
    ...change,
  };
}

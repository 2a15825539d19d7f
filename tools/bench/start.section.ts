import { quantile, type Figure } from './figure';
import { StandaloneProcess } from './standalone.process';

const WARM_STARTS = 3;

/** From the command to a service that is ready: the first time, with servers and schema to make, and again. */
export async function startSection(): Promise<Figure[]> {
  const service = new StandaloneProcess();
  try {
    const cold = await service.start();
    const warm: number[] = [];
    for (let i = 0; i < WARM_STARTS; i++) {
      await service.stop();
      warm.push(await service.start());
    }
    return [
      { section: 'start', name: 'first start, built', value: cold / 1000, unit: 's' },
      { section: 'start', name: 'warm start', value: quantile(warm, 0.5) / 1000, unit: 's', goal: { atMost: 3 } },
    ];
  } finally {
    await service.stop();
    service.remove();
  }
}

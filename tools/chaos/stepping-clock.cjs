// stepping-clock.cjs - node --require stepping-clock.cjs: a wall clock that is set forth and back, five times a second.
const steps = JSON.parse(process.env.CLOCK_STEPS_MS);
const RealDate = Date;
const now = () => RealDate.now() + steps[Math.floor(performance.now() / 200) % steps.length];

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : target[key]),
});

import { stopWhatIsLeft } from './left-running';

// A slow machine is no failure: these tests wait for conditions, and only give up after a minute.
jest.setTimeout(60_000);

afterAll(stopWhatIsLeft);

// calibrate.ts - stretches and shifts sums so that they are honest log odds on pairs that were not fitted (Platt 1999).

export interface Calibration {
  stretch: number;
  shift: number;
}

export interface Scored {
  score: number;
  same: boolean;
}

/** Newton's method on two numbers; few or one-sided labels leave the sums as they are. */
export function calibrate(scored: readonly Scored[]): Calibration {
  const same = scored.filter((pair) => pair.same).length;
  const isEnough = same >= 10 && scored.length - same >= 10;
  if (!isEnough) return { stretch: 1, shift: 0 };
  // Targets a little short of certainty, as Platt has them.
  const [yes, no] = [(same + 1) / (same + 2), 1 / (scored.length - same + 2)];
  let [stretch, shift] = [1, 0];
  for (let round = 0; round < 50; round += 1) {
    let [gs, gc, ss, sc, cc] = [0, 0, 1e-6, 0, 1e-6];
    for (const pair of scored) {
      const p = 1 / (1 + Math.exp(-(stretch * pair.score + shift)));
      const error = p - (pair.same ? yes : no);
      const weight = p * (1 - p);
      gs += error * pair.score;
      gc += error;
      ss += weight * pair.score * pair.score;
      sc += weight * pair.score;
      cc += weight;
    }
    const determinant = ss * cc - sc * sc;
    if (determinant <= 1e-12) break;
    const [ds, dc] = [(cc * gs - sc * gc) / determinant, (ss * gc - sc * gs) / determinant];
    stretch = Math.max(0.05, stretch - ds);
    shift -= dc;
    if (Math.abs(ds) + Math.abs(dc) < 1e-9) break;
  }
  return { stretch, shift };
}

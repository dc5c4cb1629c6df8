// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

/** Each formula in words. */
export const FORMULA_LABELS = {
  epley: "Epley 1985: load × (1 + reps to failure / 30)",
  brzycki: "Brzycki 1993: load × 36 / (37 − reps to failure)",
  lombardi: "Lombardi 1989: load × reps to failure ^ 0.1",
  oconner: "O'Conner 1989: load × (1 + 0.025 × reps to failure)",
  wathan: "Wathan 1994: load × 100 / (48.8 + 53.8 × e ^ (−0.075 × reps to failure))",
  mayhew: "Mayhew 1992: load × 100 / (52.2 + 41.9 × e ^ (−0.055 × reps to failure))",
  lander: "Lander 1985: load × 100 / (101.3 − 2.67123 × reps to failure)",
} as const

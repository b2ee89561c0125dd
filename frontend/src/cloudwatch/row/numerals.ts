// Making a format takes longer than using it.
const plain = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });
const small = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 15 });

const units = ['k', 'M', 'G', 'T', 'P'];

/** numeral formats a number in the reader's locale, to three decimal places. */
export function numeral(value: number): string {
  return (value !== 0 && Math.abs(value) < 0.001 ? small : plain).format(value);
}

/** compact formats a number from ten thousand on to three digits and a unit, such as "19.3 G". */
export function compact(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) < 10_000) return numeral(value);
  const power = Math.floor(Number(rounded.toExponential().split('e')[1]) / 3);
  const unit = units[power - 1];
  return unit === undefined
    ? rounded.toExponential()
    : `${numeral(rounded / 10 ** (3 * power))} ${unit}`;
}

/** exact formats a number with all its digits. */
export function exact(value: number): string {
  return whole.format(value);
}

/** distinct formats different numbers differently: compactly, or exactly where that takes more. */
export function distinct(values: readonly number[]): string[] {
  const short = values.map(compact);
  return new Set(short).size === new Set(values).size ? short : values.map(exact);
}

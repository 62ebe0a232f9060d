import { expect, it } from 'vitest'
import { toCsv } from './csv'

it('quotes, disarms formulas and keeps long numbers as text', () => {
  expect(
    toCsv(['a', 'b'], [['x,"y"', '=1+1'], ['6222021234567890', -5], ['-12.50', '-cmd'], [null, '']]),
  ).toBe('\uFEFFa,b\r\n"x,""y""","\'=1+1"\r\n"\'6222021234567890",-5\r\n-12.50,"\'-cmd"\r\n,\r\n')
})

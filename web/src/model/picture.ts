// The fund flow picture as a file: SVG as drawn, PNG at twice the size.
import { saveFile } from '@/model/csv'

export function svgText(svg: SVGSVGElement, width: number, height: number, ground: string): string {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return ''
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('viewBox', `-8 0 ${width} ${height}`)
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of [['x', '-8'], ['width', String(width)], ['height', String(height)], ['fill', ground]] as const) {
    back.setAttribute(name, value)
  }
  copy.insertBefore(back, copy.firstChild)
  return new XMLSerializer().serializeToString(copy)
}

export function saveSvg(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'image/svg+xml' }))
}

export async function savePng(name: string, text: string, width: number, height: number): Promise<void> {
  const image = new Image()
  // The content security policy takes pictures from data: addresses, not from blob: ones.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob !== null) saveFile(name, blob)
}

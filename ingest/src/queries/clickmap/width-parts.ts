import { WIDTH_CLASSES, widthClass } from '../../store/index.ts';
import type { Part } from './scope.ts';

const isEdge = (width: number) => WIDTH_CLASSES.some((edge) => edge === width);

/** A range of widths as a range of rows; widths themselves are looked at only inside of a class. */
export const widthParts = (min: number | undefined, max: number | undefined): Part[] => [
  {
    isAsked: min !== undefined,
    sql: `width_class >= {class_min:UInt8}${isEdge(min ?? 0) ? '' : ' AND viewport_width >= {viewport_min:UInt16}'}`,
    params: { viewport_min: min, class_min: widthClass(min ?? 0) },
  },
  {
    isAsked: max !== undefined,
    sql: `width_class <= {class_max:UInt8}${isEdge(max ?? 0) ? '' : ' AND viewport_width < {viewport_max:UInt32}'}`,
    params: { viewport_max: max, class_max: widthClass((max ?? 1) - 1) },
  },
];

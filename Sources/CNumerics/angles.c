// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Tangents, and the angles of sines, cosines and tangents. Floats are computed as doubles, so that no step needs care.

#include "map.h"

#define WITHIN(limit) (x >= -(limit) && x <= (limit))

// The reduction and the polynomial of FreeBSD's atan, all intervals at once: atan x = atan c + atan((x - c) / (1 + c x)).
MARTLET_BODY f64 atan_f64(f64 x) {
  FUSED f64 t = __builtin_fabs(x);
  bool first = t >= 0.4375, second = t >= 0.6875, third = t >= 1.1875, last = t >= 2.4375;
  f64 c = last ? 0.0 : third ? 1.5 : second ? 1.0 : 0.5;
  f64 above = last ? -1.0 : first ? t - c : t, below = last ? t : first ? 1.0 + c * t : 1.0;
  f64 high = last ? 1.57079632679489655800e+00 : third ? 9.82793723247329054082e-01
           : second ? 7.85398163397448278999e-01 : 4.63647609000806093515e-01;
  f64 low = last ? 6.12323399573676603587e-17 : third ? 1.39033110312309984516e-17
          : second ? 3.06161699786838301793e-17 : 2.26987774529616870924e-17;
  f64 y = above / below, z = y * y, w = z * z;
  f64 odd = z * (3.33333333333329318027e-01 +
                 w * (1.42857142725034663711e-01 +
                      w * (9.09088713343650656196e-02 +
                           w * (6.66107313738753120669e-02 + w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
  f64 even = w * (-1.99999999998764832476e-01 +
                  w * (-1.11111104054623557880e-01 +
                       w * (-7.69187620504482999495e-02 + w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
  f64 rest = y * (odd + even);
  return __builtin_copysign(first ? high - ((rest - low) - y) : y - rest, x);
}

// atan t to 31 bits, for t of any size, not negative.
MARTLET_BODY f64 atan_short(f64 t) {
  FUSED bool large = t > 1.0;
  f64 y = large ? 1.0 / t : t, z = y * y, p = 0x1.153ed56f10b71p-10;
  p = p * z - 0x1.ccc30f71c7f9cp-8;
  p = p * z + 0x1.67058e7678bcfp-6;
  p = p * z - 0x1.67dc8deede52ep-5;
  p = p * z + 0x1.11d441ed69f45p-4;
  p = p * z - 0x1.67d5dafeabbdep-4;
  p = p * z + 0x1.c4a3bc440e5b2p-4;
  p = p * z - 0x1.246cdc54ccccbp-3;
  p = p * z + 0x1.9997487e0a8d1p-3;
  p = p * z - 0x1.55554e0e469f1p-2;
  p = p * z + 0x1.fffffffc2a380p-1;
  return large ? 0x1.921fb54442d18p0 - p * y : p * y;
}

MARTLET_BODY f32 atan_f32(f32 x) { return __builtin_copysignf((f32)atan_short(__builtin_fabsf(x)), x); }

// The sine of the angle is x, its cosine sqrt((1 - x)(1 + x)); NaN beyond 1.
MARTLET_BODY f64 angle_of_sine(f32 x) {
  f64 sine = __builtin_fabsf(x);
  return atan_short(sine / __builtin_elementwise_sqrt((1.0 - sine) * (1.0 + sine)));
}

MARTLET_BODY f32 asin_f32(f32 x) { return __builtin_copysignf((f32)angle_of_sine(x), x); }

MARTLET_BODY f32 acos_f32(f32 x) {
  f64 angle = angle_of_sine(x);
  return (f32)(0x1.921fb54442d18p0 - (x < 0.0f ? -angle : angle));
}

// For |x| up to 2^20.
MARTLET_BODY f32 tan_f32(f32 x) {
  reduced_angle angle = reduce_angle(x);
  f32 result = (f32)(sine_of(angle, 0) / sine_of(angle, 1));
  return x == 0.0f ? x : result;
}

MARTLET_BODY f32 tan_careful(f32 x) { return WITHIN(0x1p20f) ? tan_f32(x) : tanf(x); }

MARTLET_MAP(f64, martlet_loop_atan_f64, atan_f64, true, atan_f64)
MARTLET_MAP(f32, martlet_loop_atan_f32, atan_f32, true, atan_f32)
MARTLET_MAP(f32, martlet_loop_asin_f32, asin_f32, true, asin_f32)
MARTLET_MAP(f32, martlet_loop_acos_f32, acos_f32, true, acos_f32)
MARTLET_MAP(f32, martlet_loop_tan_f32, tan_f32, WITHIN(0x1p20f), tan_careful)

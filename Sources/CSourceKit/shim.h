// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The types of sourcekitd's C interface that cannot be spelled in Swift: a response value is a struct passed by value.
// The functions themselves are looked up at run time, so nothing is linked and no toolchain header is needed.
#pragma once
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct martlet_uid *sk_uid;
typedef void *sk_object;
typedef void *sk_response;
typedef struct { uint64_t words[3]; } sk_value;

typedef void (*sk_void_fn)(void);
typedef sk_uid _Nullable (*sk_uid_from_string_fn)(const char *_Nonnull);
typedef const char *_Nullable (*sk_uid_string_fn)(sk_uid _Nonnull);

typedef sk_object _Nullable (*sk_dictionary_create_fn)(const void *_Nullable keys, const void *_Nullable values,
                                                       size_t count);
typedef sk_object _Nullable (*sk_array_create_fn)(const void *_Nullable objects, size_t count);
typedef void (*sk_set_value_fn)(sk_object _Nonnull, sk_uid _Nonnull, sk_object _Nonnull);
typedef void (*sk_set_string_fn)(sk_object _Nonnull, sk_uid _Nonnull, const char *_Nonnull, size_t);
typedef void (*sk_set_int_fn)(sk_object _Nonnull, sk_uid _Nonnull, int64_t);
typedef void (*sk_set_uid_fn)(sk_object _Nonnull, sk_uid _Nonnull, sk_uid _Nonnull);
typedef void (*sk_array_set_string_fn)(sk_object _Nonnull, size_t, const char *_Nonnull, size_t);
typedef void (*sk_release_fn)(sk_object _Nonnull);

typedef sk_response _Nullable (*sk_send_fn)(sk_object _Nonnull);
typedef void (*sk_response_dispose_fn)(sk_response _Nonnull);
typedef bool (*sk_response_is_error_fn)(sk_response _Nonnull);
typedef const char *_Nullable (*sk_response_description_fn)(sk_response _Nonnull);
typedef sk_value (*sk_response_value_fn)(sk_response _Nonnull);

typedef int32_t (*sk_value_type_fn)(sk_value);
typedef sk_value (*sk_value_member_fn)(sk_value, sk_uid _Nonnull);
typedef size_t (*sk_value_count_fn)(sk_value);
typedef sk_value (*sk_value_element_fn)(sk_value, size_t);
typedef int64_t (*sk_value_int_fn)(sk_value);
typedef const char *_Nullable (*sk_value_string_fn)(sk_value);
typedef size_t (*sk_value_string_length_fn)(sk_value);
typedef sk_uid _Nullable (*sk_value_uid_fn)(sk_value);

// glibc 2.34 and later; Swift's Glibc module leaves GNU extensions out.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *_Nonnull actions, int from);

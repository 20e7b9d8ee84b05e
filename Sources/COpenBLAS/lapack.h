// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The routines of LAPACK that are used; Debian's OpenBLAS holds them but no header for C. Matrices are stored by
// columns. The lengths of character arguments, which Fortran appends, are left out as in LAPACKE.

#pragma once

void dgesdd_(const char *job, const int *rows, const int *columns, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *work_count, int *int_work, int *info);
void dsyevd_(const char *job, const char *triangle, const int *size, double *a, const int *lda, double *values,
             double *work, const int *work_count, int *int_work, const int *int_work_count, int *info);
void dgesv_(const int *size, const int *sides, double *a, const int *lda, int *pivots, double *b, const int *ldb,
            int *info);
void dgetrf_(const int *rows, const int *columns, double *a, const int *lda, int *pivots, int *info);
void dgetri_(const int *size, double *a, const int *lda, const int *pivots, double *work, const int *work_count,
             int *info);
void dpotrf_(const char *triangle, const int *size, double *a, const int *lda, int *info);
void dgelsd_(const int *rows, const int *columns, const int *sides, double *a, const int *lda, double *b,
             const int *ldb, double *s, const double *rcond, int *rank, double *work, const int *work_count,
             int *int_work, int *info);
void dgeqrf_(const int *rows, const int *columns, double *a, const int *lda, double *tau, double *work,
             const int *work_count, int *info);
void dorgqr_(const int *rows, const int *columns, const int *reflectors, double *a, const int *lda, const double *tau,
             double *work, const int *work_count, int *info);

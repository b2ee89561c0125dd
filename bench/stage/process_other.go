//go:build !linux

package stage

import (
	"errors"
	"time"
)

func cpu(int) (time.Duration, error) {
	return 0, errors.New("CPU time of other processes is only measured on Linux")
}

package aws

import (
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/sim/aws/estate"
)

// ErrNoSuchAlarm is returned for an alarm that an account does not have in a Region.
var ErrNoSuchAlarm = errors.New("there is no alarm of this name there")

// StateOf is an alarm whose state was set by hand.
type StateOf struct {
	Account, Region, Name string
	State                 types.StateValue
	Reason                string
	At                    time.Time
}

// SetAlarmState puts an alarm into a state, as the operation of that name does. On AWS the state
// lasts until the next evaluation of the alarm; nothing is evaluated here, so it lasts until
// ResetAlarmStates. Composite alarms do not change with their children.
func (c *Cloud) SetAlarmState(s StateOf) error {
	found := false
	of := estate.Of(s.Account, s.Region, c.started)
	eachAlarm(&of, func(a alarmFields) { found = found || *a.name == s.Name })
	if !found {
		return ErrNoSuchAlarm
	}
	s.At = c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.states = append(c.states, s)
	return nil
}

// AlarmStates returns the states that were set, oldest first.
func (c *Cloud) AlarmStates() []StateOf {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]StateOf(nil), c.states...)
}

// ResetAlarmStates restores the original state of every alarm.
func (c *Cloud) ResetAlarmStates() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.states = nil
}

// alarms returns the alarms of an account in a Region, in the states that were set.
func (c *Cloud) alarms(account, region string) estate.Alarms {
	of := estate.Of(account, region, c.started)
	for _, s := range c.AlarmStates() {
		if s.Account != account || s.Region != region {
			continue
		}
		at := s.At.UTC().Truncate(time.Millisecond)
		eachAlarm(&of, func(a alarmFields) {
			if *a.name != s.Name {
				return
			}
			if *a.state != s.State {
				*a.transitioned = &at
			}
			*a.state, *a.reason, *a.data, *a.updated = s.State, &s.Reason, nil, &at
		})
	}
	return of
}

// alarmFields are the fields of an alarm of any kind that change with its state.
type alarmFields struct {
	name                  *string
	state                 *types.StateValue
	reason, data          **string
	updated, transitioned **time.Time
}

func eachAlarm(of *estate.Alarms, do func(alarmFields)) {
	for i := range of.Metric {
		a := &of.Metric[i]
		do(alarmFields{a.AlarmName, &a.StateValue, &a.StateReason, &a.StateReasonData,
			&a.StateUpdatedTimestamp, &a.StateTransitionedTimestamp})
	}
	for i := range of.Composite {
		a := &of.Composite[i]
		do(alarmFields{a.AlarmName, &a.StateValue, &a.StateReason, &a.StateReasonData,
			&a.StateUpdatedTimestamp, &a.StateTransitionedTimestamp})
	}
	for i := range of.Log {
		a := &of.Log[i]
		do(alarmFields{a.AlarmName, &a.StateValue, &a.StateReason, &a.StateReasonData,
			&a.StateUpdatedTimestamp, &a.StateTransitionedTimestamp})
	}
}

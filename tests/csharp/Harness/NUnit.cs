using System;
using System.Collections;
using System.Collections.Generic;

// The few members of NUnit that the tests use, so that those in the package run here and in Unity's test runner alike.
namespace NUnit.Framework
{
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TestFixtureAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SetUpAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TearDownAttribute : Attribute
    {
    }

    public class AssertionException : Exception
    {
        public AssertionException(string message)
            : base(message)
        {
        }
    }

    public static class Assert
    {
        public static void IsTrue(bool condition, string message = "")
        {
            if (!condition)
            {
                Fail("expected true. " + message);
            }
        }

        public static void IsFalse(bool condition, string message = "")
        {
            if (condition)
            {
                Fail("expected false. " + message);
            }
        }

        public static void AreEqual(object expected, object actual, string message = "")
        {
            if (!Equals(expected, actual))
            {
                Fail("expected <" + (expected ?? "null") + ">, got <" + (actual ?? "null") + ">. " + message);
            }
        }

        public static void AreNotEqual(object unexpected, object actual, string message = "")
        {
            if (Equals(unexpected, actual))
            {
                Fail("got <" + (actual ?? "null") + ">, which is not to come. " + message);
            }
        }

        public static void AreSame(object expected, object actual, string message = "")
        {
            if (!ReferenceEquals(expected, actual))
            {
                Fail("not the same object. " + message);
            }
        }

        public static void IsNull(object actual, string message = "")
        {
            if (actual != null)
            {
                Fail("expected null, got <" + actual + ">. " + message);
            }
        }

        public static void IsNotNull(object actual, string message = "")
        {
            if (actual == null)
            {
                Fail("got null. " + message);
            }
        }

        public static T Throws<T>(Action code, string message = "")
            where T : Exception
        {
            try
            {
                code();
            }
            catch (Exception exception)
            {
                if (exception.GetType() == typeof(T))
                {
                    return (T)exception;
                }
                throw new AssertionException("expected " + typeof(T).Name + ", got " + exception);
            }
            throw new AssertionException("expected " + typeof(T).Name + ", nothing was thrown. " + message);
        }

        public static void Fail(string message)
        {
            throw new AssertionException(message);
        }
    }
}
